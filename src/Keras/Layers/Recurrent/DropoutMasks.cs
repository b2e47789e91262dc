using TensorFlow;

namespace Keras.Layers;

/// <summary>The dropout masks of a recurrent cell, the same for all steps of a sequence (variational dropout, Gal and Ghahramani, 2016);
/// kept elements are scaled by 1 / (1 - rate).</summary>
/// <param name="Input">The masks of the input, one for all gates or one each; null for none.</param>
/// <param name="Recurrent">The masks of the state, one for all gates or one each; null for none.</param>
internal sealed record DropoutMasks(Symbol[]? Input, Symbol[]? Recurrent)
{
    public static DropoutMasks None { get; } = new(null, null);

    /// <summary>Draws masks.</summary>
    public static DropoutMasks Draw(SeedGenerator random, Symbol x, double rate, Symbol state, double recurrentRate, int count)
    {
        RandomSource source = random.Next();
        return new(Masks(x, rate), Masks(state, recurrentRate));

        Symbol[]? Masks(Symbol like, double probability) =>
            probability == 0 ? null : [.. Enumerable.Range(0, count).Select(_ => Mask(source, like, probability))];
    }

    private static Symbol Mask(RandomSource source, Symbol like, double rate)
    {
        Shape shape = like.Shape;
        DType dtype = like.DType.IsFloatingPoint ? like.DType : DType.Float32;
        if (rate == 1)
            return Ops.ZerosLike(like, dtype);
        Symbol? lengths = shape.IsFullyKnown ? null : Ops.Shape(like);
        Symbol drawn = source.Uniform(shape, dtype: dtype, dynamicShape: lengths);
        Symbol kept = RawOps.GreaterEqual(drawn, drawn.Number(rate));
        return RawOps.SelectV2(kept, drawn.Number(1 / (1 - rate)), drawn.Number(0));
    }
}
