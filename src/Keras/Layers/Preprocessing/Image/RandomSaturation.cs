using TensorFlow;

namespace Keras.Layers;

/// <summary>Makes the colors of images paler or stronger in training.</summary>
[KerasSerializable]
public sealed partial class RandomSaturation : FactorColorLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The strength, in [-1, 1]: of a number f that is drawn, the saturation is multiplied by f / (1 - f): 0.5 leaves
    /// it, 0 makes grays, 1 the purest colors.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">The factor is out of its bounds, or the range has no extent.</exception>
    /// <remarks>The saturation is cut at the ends of the range of values, as in Keras: with bytes, colors may leave their range.</remarks>
    public RandomSaturation(
        RandomFactor factor, ValueRange? valueRange = null, string? dataFormat = null, long? seed = null)
        : base(factor, FactorBounds.Signed, valueRange, dataFormat, seed)
    {
    }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol drawn = Uniform(source, images, Range);
        return new Dictionary<string, Symbol> { ["factor"] = drawn / (1 - drawn + 1e-7) };
    }

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol[] parts = RawOps.Unpack(Ops.Image.RgbToHsv(Fractional(x)), 3, -1);
        Symbol saturation = Clip(parts[1] * transformation.Each("factor", 3).Cast(x.DType));
        return Ops.Image.HsvToRgb(RawOps.Pack([parts[0], saturation, parts[2]], -1));
    }
}
