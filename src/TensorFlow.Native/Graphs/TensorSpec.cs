namespace TensorFlow;

/// <summary>The type and the shape of an input that is not there yet.</summary>
/// <param name="DType">The type of the elements.</param>
/// <param name="Shape">The axes; unknown ones are allowed.</param>
public sealed record TensorSpec(DType DType, Shape Shape)
{
    /// <summary>The type and the shape of a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    public static TensorSpec Of(Tensor tensor) => new(tensor.DType, tensor.Shape);

    /// <summary>The handle of a variable.</summary>
    public static TensorSpec Resource { get; } = new(DType.Resource, Shape.Scalar);

    /// <inheritdoc/>
    public override string ToString() => $"{DType.StandardName} {Shape}";
}
