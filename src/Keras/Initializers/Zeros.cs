using TensorFlow;

namespace Keras.Initializers;

/// <summary>Zeros.</summary>
public class Zeros : Initializer
{
    internal override long? NextSeed() => null;

    internal override Tensor Fill(Shape shape, DType dtype) => Tensor.Zeros(dtype, shape);

    /// <inheritdoc/>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => Initializers.Constant.Fill(0, shape, dtype);
}
