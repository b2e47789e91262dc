using TensorFlow;

namespace Keras.Initializers;

/// <summary>Ones.</summary>
public sealed class Ones : Initializer
{
    internal override long? NextSeed() => null;

    /// <inheritdoc/>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => Constant.Fill(1, shape, dtype);
}
