using TensorFlow;

namespace Keras.Layers;

/// <summary>Initializes the bias of cells with a forget gate (<c>unit_forget_bias</c>): ones for that gate, the second of four, and another
/// initializer for the others.</summary>
/// <param name="others">The initializer of the other gates.</param>
/// <param name="size">The number of elements of a gate.</param>
internal sealed class UnitForgetBiasInitializer(Initializer others, int size) : Initializer
{
    public override string? Module => null;

    /// <inheritdoc/>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random)
    {
        Symbol first = others.Apply([size], dtype, random), last = others.Apply([2 * size], dtype, random);
        return Ops.Concatenate([first, Ops.Ones([size], dtype), last]);
    }

    /// <inheritdoc/>
    protected internal override long? NextSeed() => others.NextSeed();
}
