using TensorFlow;

namespace Keras.Initializers;

/// <summary>Ones.</summary>
public class Ones : Initializer
{
    /// <inheritdoc/>
    protected internal override long? NextSeed() => null;

    /// <inheritdoc/>
    protected internal override Tensor Fill(Shape shape, DType dtype) => Tensor.Full(1, dtype, shape);

    /// <inheritdoc/>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => Initializers.Constant.Fill(1, shape, dtype);
}
