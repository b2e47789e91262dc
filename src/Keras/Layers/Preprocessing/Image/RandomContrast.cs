using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Changes the contrast of images in training: the distance of each value to the mean of its channel is multiplied by a random number.
/// </summary>
[KerasSerializable]
public sealed partial class RandomContrast : FactorColorLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The strength, in [0, 1]: of <c>(lower, upper)</c>, the multiplier is drawn from [1 - lower, 1 + upper]; one
    /// number is the upper one, with 0 as the lower, as in Keras.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">The factor is out of its bounds, or the range has no extent.</exception>
    public RandomContrast(
        RandomFactor factor, ValueRange? valueRange = null, long? seed = null, string? dataFormat = null)
        : base(factor, FactorBounds.Unit, valueRange, dataFormat, seed)
    {
    }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) =>
        new Dictionary<string, Symbol> { ["contrast_factor"] = Uniform(source, images, (1 - Range.Lower, 1 + Range.Upper), 4) };

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol mean = Ops.Mean(Fractional(x), Area, keepDims: true);
        return Clip(((x - mean) * Each(transformation, "contrast_factor", x)) + mean);
    }
}
