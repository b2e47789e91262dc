using TensorFlow;

namespace Keras.Layers;

/// <summary>Makes negatives of the bright parts of images in training.</summary>
[KerasSerializable]
[ConfigOrder(nameof(ValueRange), nameof(additions), nameof(thresholds), nameof(Seed))]
public sealed partial class Solarization : ColorImageLayer
{
    [ConfigArgument("addition_factor", Converter = typeof(FactorRange))]
    private readonly FactorRange additions;

    [ConfigArgument("threshold_factor", Converter = typeof(FactorRange))]
    private readonly FactorRange thresholds;

    /// <summary>Creates the layer.</summary>
    /// <param name="additionFactor">The addition ahead of the inversion, as a fraction of 255, in [0, 1]; one number is the upper bound of
    /// the range that is drawn from. Default: 0.</param>
    /// <param name="thresholdFactor">The threshold from which colors are inverted, as a fraction of 255, in [0, 1]; one number is the upper
    /// end of the range that is drawn from. Default: 0, all are.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">A factor is out of its bounds, or the range has no extent.</exception>
    /// <remarks>The lower end of a range is used as it is, not as a part of 255, as in Keras.</remarks>
    public Solarization(
        RandomFactor? additionFactor = null,
        RandomFactor? thresholdFactor = null,
        ValueRange? valueRange = null,
        long? seed = null,
        string? dataFormat = null)
        : base(valueRange, dataFormat, seed)
    {
        additions = (additionFactor ?? 0).FromZero(FactorBounds.Unit, nameof(additionFactor), "Solarization");
        thresholds = (thresholdFactor ?? 0).FromZero(FactorBounds.Unit, nameof(thresholdFactor), "Solarization");
        (AdditionFactor, ThresholdFactor) = (additionFactor ?? 0, thresholdFactor ?? 0);
    }

    /// <summary>The addition ahead of the inversion, as a fraction of 255.</summary>
    [ConfigIgnore]
    public RandomFactor AdditionFactor { get; }

    /// <summary>The threshold from which colors are inverted, as a fraction of 255.</summary>
    [ConfigIgnore]
    public RandomFactor ThresholdFactor { get; }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) =>
        new Dictionary<string, Symbol>
        {
            ["additions"] = Uniform(source, images, (additions.Lower, additions.Upper * 255), 4),
            ["thresholds"] = Uniform(source, images, (thresholds.Lower, thresholds.Upper * 255), 4),
        };

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol bytes = Rescale(x, ValueRange, ValueRange.Bytes) + Each(transformation, "additions", x);
        bytes = RawOps.Minimum(RawOps.Maximum(bytes, bytes.Number(0)), bytes.Number(255));
        Symbol solarized = RawOps.SelectV2(RawOps.Less(bytes, Each(transformation, "thresholds", x)), bytes, 255 - bytes);
        return Rescale(solarized, ValueRange.Bytes, ValueRange);
    }
}
