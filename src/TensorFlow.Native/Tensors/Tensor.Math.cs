namespace TensorFlow;

/// <content>The few computations that reading a prediction needs; everything else belongs into a graph.</content>
public sealed partial class Tensor
{
    /// <summary>The position of the largest element along an axis, as int64.</summary>
    /// <param name="axis">The axis; -1 is the last.</param>
    public Tensor ArgMax(int axis = -1)
    {
        using Tensor dimension = Scalar(axis);
        using EagerOperation operation = new("ArgMax");
        return operation.Input(this).Input(dimension).Attribute("output_type", DType.Int64).Run();
    }

    /// <summary>The elements converted to another type, as TensorFlow's <c>Cast</c> does.</summary>
    /// <param name="dtype">The type wanted.</param>
    public Tensor Cast(DType dtype)
    {
        using EagerOperation operation = new("Cast");
        return operation.Input(this).Attribute("DstT", dtype).Run();
    }
}
