using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Equalizes the histograms of images in training: each channel's values are spread so that all are about as frequent. Its histogram is
/// that of all images of the batch, as in Keras.
/// </summary>
/// <remarks>Outside of training images stay as they are, as in Keras's code, if not in its documentation.</remarks>
[KerasSerializable]
[ConfigOrder(nameof(Bins), nameof(ValueRange))]
public sealed partial class Equalization : ColorImageLayer
{
    private const int Most = 1 << 20;
    private readonly BinLimits counted;
    private readonly BinLimits looked;

    /// <summary>Creates the layer.</summary>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="bins">The number of bins of the histogram, at least 2. Default: 256.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">There are fewer than two bins, or the range has no extent.</exception>
    public Equalization(ValueRange? valueRange = null, int bins = 256, string? dataFormat = null)
        : base(valueRange, dataFormat, isRandom: false)
    {
        Bins = bins is >= 2 and <= Most ? bins : throw new ArgumentOutOfRangeException(
            nameof(bins), bins, string.Create(CultureInfo.InvariantCulture, $"Equalization: expected from 2 to {Most} bins, got {bins}."));
        counted = new(bins, value => value * (bins - 1) / 255f);
        looked = new(bins, value => value / 255f * (bins - 1));
    }

    /// <summary>The number of bins of the histogram.</summary>
    public int Bins { get; }

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol bytes = Scaled(x.Cast(DType.Float32), ValueRange, ValueRange.Bytes);
        Symbol channels = Ops.Shape(x, 3), bins = channels.Number(Bins);
        Symbol first = RawOps.Range(channels.Number(0), channels, channels.Number(1)) * Bins;
        Symbol places = (counted.Of(bytes) + first).Reshape([-1]);
        Symbol ones = RawOps.OnesLike(places);
        Symbol counts = RawOps.UnsortedSegmentSum(ones, places, channels * bins).Reshape([-1, Bins]);
        Symbol sums = RawOps.Cumsum(counts, counts.Graph.Constant(1, DType.Int32));
        Symbol zero = sums.Number(0);
        Symbol least = Ops.Min(RawOps.SelectV2(RawOps.Greater(sums, zero), sums, sums.Number(int.MaxValue)), -1, keepDims: true);
        Symbol extent = RawOps.Maximum(Ops.Max(sums, -1, keepDims: true) - least, sums.Number(1));
        Symbol table = (sums - least).Cast(DType.Float64) * 255 / extent.Cast(DType.Float64);
        table = RawOps.Maximum(RawOps.Round(table), table.Number(0)).Cast(DType.Float32);
        Symbol used = Ops.Sum(RawOps.Greater(counts, zero).Cast(DType.Int32), -1);
        Symbol equalized = RawOps.GatherV2(table.Reshape([-1]), looked.Of(bytes) + first, channels.Number(0));
        equalized = RawOps.SelectV2(RawOps.Greater(used, used.Number(1)), equalized, bytes);
        return Scaled(equalized, ValueRange.Bytes, ValueRange).Cast(x.DType).WithShape(x.Shape);
    }

    // In this order of operations, as Keras: values on the limit of a bin must fall into the same one.
    private static Symbol Scaled(Symbol x, ValueRange from, ValueRange to)
    {
        double scale = (to.High - to.Low) / (from.High - from.Low);
        return from == to ? x : (x * scale) + (to.Low - (from.Low * scale));
    }
}
