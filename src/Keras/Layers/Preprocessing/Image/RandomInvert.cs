using TensorFlow;

namespace Keras.Layers;

/// <summary>Makes negatives of images in training: each value is taken from the highest one.</summary>
[KerasSerializable]
public sealed partial class RandomInvert : FactorColorLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The probability, in [0, 1], or the range that it is drawn from; one number is the upper end, with 0 as the
    /// lower, as in Keras. Default: 1.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">The factor is out of its bounds, or the range has no extent.</exception>
    public RandomInvert(
        RandomFactor? factor = null, ValueRange? valueRange = null, long? seed = null, string? dataFormat = null)
        : base(factor ?? 1, FactorBounds.Unit, valueRange, dataFormat, seed)
    {
    }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) =>
        new Dictionary<string, Symbol> { ["apply_inversion"] = DrawChoice(images, source, Range) };

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation) =>
        RawOps.SelectV2(transformation.Flags("apply_inversion"), ValueRange.High - x, x);
}
