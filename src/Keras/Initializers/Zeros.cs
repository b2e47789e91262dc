using TensorFlow;

namespace Keras.Initializers;

/// <summary>Zeros.</summary>
public class Zeros : Initializer
{
    /// <inheritdoc/>
    protected internal override long? NextSeed() => null;

    /// <inheritdoc/>
    protected internal override Tensor Fill(Shape shape, DType dtype) => Tensor.Zeros(dtype, shape);

    /// <inheritdoc/>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => Initializers.Constant.Fill(0, shape, dtype);
}
