using TensorFlow;

namespace Keras.Initializers;

/// <summary>Zeros; of strings, empty ones.</summary>
public class Zeros : Initializer
{
    /// <inheritdoc/>
    protected internal override long? NextSeed() => null;

    /// <inheritdoc/>
    protected internal override Tensor Fill(Shape shape, DType dtype) => dtype == DType.String
        ? Tensor.CreateStrings([.. Enumerable.Repeat("", checked((int)shape.ElementCount))], shape)
        : Tensor.Zeros(dtype, shape);

    /// <inheritdoc/>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => Initializers.Constant.Fill(0, shape, dtype);
}
