using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>Keeps only the highest bits of the colors of images in training.</summary>
[KerasSerializable]
[ConfigOrder(nameof(Kept), nameof(ValueRange), nameof(Seed))]
public sealed partial class RandomPosterization : ColorImageLayer
{
    private const int Bits = 8;
    private readonly int fewest;
    private readonly int limit;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The number of bits that are kept, from 1 to 8: the range that is drawn from, its upper end excluded unless both
    /// ends are the same; one number is the upper end, with 1 as the lower, as in Keras.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">The factor is out of its bounds or not an integer, or the range has no extent.</exception>
    public RandomPosterization(RandomFactor factor, ValueRange? valueRange = null, string? dataFormat = null, long? seed = null)
        : base(valueRange, dataFormat, seed)
    {
        Factor = factor;
        (double lower, double upper, _) = factor.Clamped(new(1, Bits), nameof(factor), "RandomPosterization");
        if (!double.IsInteger(lower) || !double.IsInteger(upper))
            throw new ArgumentOutOfRangeException(
                nameof(factor), factor,
                string.Create(CultureInfo.InvariantCulture, $"RandomPosterization: expected integer numbers of bits, got {factor}."));
        (fewest, limit) = ((int)lower, (int)upper);
    }

    /// <summary>The number of bits that are kept.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    [ConfigArgument("factor")]
    private (int Fewest, int Limit) Kept => (fewest, limit);

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) =>
        new Dictionary<string, Symbol> { ["shift_factor"] = Bits - RawOps.Floor(Uniform(source, images, (fewest, limit))) };

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol bytes = Rescale(x, ValueRange, ValueRange.Bytes);
        bytes = RawOps.Floor(RawOps.Minimum(RawOps.Maximum(bytes, bytes.Number(0)), bytes.Number(255)));
        Symbol step = RawOps.Pow(bytes.Number(2), Each(transformation, "shift_factor", x));
        return Rescale(RawOps.Floor(bytes / step) * step, ValueRange.Bytes, ValueRange);
    }
}
