using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Equalizes the histograms of the parts of images, in training and otherwise (CLAHE; Zuiderveld, 1994): frequent values are cut in the
/// histograms so that noise is not amplified, and between the middles of the parts results are interpolated.
/// </summary>
[KerasSerializable]
public sealed partial class ContrastLimitedAdaptiveHistogramEqualization : ColorImageLayer
{
    private const int Levels = 256;

    /// <summary>Creates the layer.</summary>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="clipLimit">The largest count of a bin as a multiple of the mean count; 0 for no limit. Default: 4.</param>
    /// <param name="tileGridSize">The numbers of parts in a column and in a row. Default: 8 and 8.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">The limit is negative, there are no parts, or the range has no extent.</exception>
    /// <remarks>Images keep their type: of integers, the results are cut to integers. Labels, boxes and masks stay as they are, where Keras
    /// refuses them.</remarks>
    public ContrastLimitedAdaptiveHistogramEqualization(
        ValueRange? valueRange = null,
        double clipLimit = 4,
        (int Height, int Width)? tileGridSize = null,
        string? dataFormat = null)
        : base(valueRange, dataFormat, isRandom: false)
    {
        ClipLimit = double.IsFinite(clipLimit) && clipLimit >= 0 ? Hyperparameter.Meant(clipLimit) : throw new ArgumentOutOfRangeException(
            nameof(clipLimit), clipLimit, string.Create(
                CultureInfo.InvariantCulture,
                $"ContrastLimitedAdaptiveHistogramEqualization: expected a number of at least 0 as clipLimit, got {clipLimit}."));
        TileGridSize = tileGridSize ?? (8, 8);
        if (TileGridSize.Height < 1 || TileGridSize.Width < 1)
            throw new ArgumentOutOfRangeException(
                nameof(tileGridSize), tileGridSize, "ContrastLimitedAdaptiveHistogramEqualization: expected positive integers as "
                + $"tileGridSize, got {TileGridSize.Height} and {TileGridSize.Width}.");
    }

    /// <summary>The largest count of a bin as a multiple of the mean count.</summary>
    public double ClipLimit { get; }

    /// <summary>The numbers of parts in a column and in a row.</summary>
    public (int Height, int Width) TileGridSize { get; }

    /// <inheritdoc/>
    private protected override bool ActsAlways => true;

    /// <inheritdoc/>
    private protected override DType TypeOf(Symbol images) => images.DType;

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol bytes = Rescale(x.Cast(DType.Float32), ValueRange, ValueRange.Bytes);
        TiledSide rows = new(bytes, 1, TileGridSize.Height), columns = new(bytes, 2, TileGridSize.Width);
        Symbol padded = columns.Mirrored(rows.Mirrored(bytes));
        Symbol levels = RawOps.Minimum(RawOps.Maximum(padded, padded.Number(0)), padded.Number(Levels - 1)).Cast(DType.Int32);
        Symbol zero = levels.Number(0), one = levels.Number(1), channels = Ops.Shape(bytes, 3);
        Symbol image = RawOps.Range(zero, Ops.Shape(levels, 0), one).Reshape([-1, 1, 1, 1]);
        Symbol channel = RawOps.Range(zero, channels, one).Reshape([1, 1, 1, -1]);
        Symbol table = Table(rows.Tile, columns.Tile);
        Symbol upper = Mixed(Found(0, 0), Found(0, 1), columns.Weight), lower = Mixed(Found(1, 0), Found(1, 1), columns.Weight);
        Symbol all = levels.Number(-1);
        Symbol result = RawOps.Slice(
            Mixed(upper, lower, rows.Weight), RawOps.Pack([zero, zero, zero, zero]), RawOps.Pack([all, rows.Given, columns.Given, all]));
        return Rescale(result, ValueRange.Bytes, ValueRange).WithShape(x.Shape);

        // The number of a tile's histogram among those of all images, rows, columns and channels.
        Symbol Number(Symbol row, Symbol column) =>
            (((((image * TileGridSize.Height) + row) * TileGridSize.Width) + column) * channels) + channel;

        // The sums of each histogram, from 0 to 255.
        Symbol Table(Symbol row, Symbol column)
        {
            Symbol count = Ops.Shape(levels, 0) * (TileGridSize.Height * TileGridSize.Width) * channels;
            Symbol bins = ((Number(row, column) * Levels) + levels).Reshape([-1]);
            Symbol counts = RawOps.UnsortedSegmentSum(RawOps.OnesLike(bins), bins, count * Levels).Reshape([-1, Levels]);
            return Cumulated(counts.Cast(DType.Float32), rows.Part * columns.Part);
        }

        // What the histogram of a neighbouring tile makes of each pixel.
        Symbol Found(int down, int right) => RawOps.GatherV2(
            table.Reshape([-1]), (Number(rows.Neighbour(down), columns.Neighbour(right)) * Levels) + levels, zero);
    }

    private Symbol Cumulated(Symbol counts, Symbol size)
    {
        Symbol pixels = size.Cast(DType.Float32);
        if (ClipLimit > 0)
        {
            Symbol cut = RawOps.Minimum(counts, (size.Cast(DType.Float64) * ClipLimit / Levels).Cast(DType.Float32));
            counts = cut + (Ops.Sum(counts - cut, -1, keepDims: true) / Levels);
        }

        Symbol sums = RawOps.Cumsum(counts, counts.Graph.Constant(1, DType.Int32));
        Symbol least = Ops.Min(sums, -1, keepDims: true), extent = pixels - least;
        extent = RawOps.SelectV2(RawOps.Equal(extent, extent.Number(0)), RawOps.OnesLike(extent), extent);
        sums = (sums - least) * 255 / extent;
        return RawOps.Minimum(RawOps.Maximum(sums, sums.Number(0)), sums.Number(255));
    }

    private static Symbol Mixed(Symbol first, Symbol second, Symbol weight) => (first * (1 - weight)) + (second * weight);
}
