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
        if (x.Shape[1] < 0 || x.Shape[2] < 0 || x.Shape[3] < 0)
            throw new ShapeException(
                $"{ClassName} '{Name}': expected images of known height, width and channels, got {x.Shape}.");
        (int height, int width) = ((int)x.Shape[1], (int)x.Shape[2]);
        Symbol bytes = Rescale(x.Cast(DType.Float32), ValueRange, ValueRange.Bytes);
        Side rows = new(height, TileGridSize.Height), columns = new(width, TileGridSize.Width);
        Symbol padded = Mirrored(Mirrored(bytes, 1, rows), 2, columns);
        Symbol levels = RawOps.Minimum(RawOps.Maximum(padded, padded.Number(0)), padded.Number(Levels - 1)).Cast(DType.Int32);
        Symbol table = Table(levels, rows, columns, (int)x.Shape[3]);
        Symbol result = Interpolated(table, levels, rows, columns, (int)x.Shape[3]);
        Symbol zero = levels.Number(0), all = levels.Number(-1);
        result = RawOps.Slice(
            result, RawOps.Pack([zero, zero, zero, zero]), RawOps.Pack([all, levels.Number(height), levels.Number(width), all]));
        return Rescale(result, ValueRange.Bytes, ValueRange).WithShape(x.Shape);
    }

    // The sums of each part's histogram, from 0 to 255: [batch, rows of parts, columns of parts, channels, 256].
    private Symbol Table(Symbol levels, Side rows, Side columns, int channels)
    {
        int parts = rows.Parts * columns.Parts * channels;
        double pixels = (double)rows.Part * columns.Part;
        Symbol count = Ops.Shape(levels, 0);
        Symbol images = RawOps.Range(count.Number(0), count, count.Number(1)).Reshape([-1, 1, 1, 1]) * parts;
        Symbol part = (Places(levels, [.. rows.Numbers(i => i / rows.Part)], [1, -1, 1, 1]) * columns.Parts)
            + Places(levels, [.. columns.Numbers(i => i / columns.Part)], [1, 1, -1, 1]);
        Symbol number = images + (part * channels) + Places(levels, [.. Enumerable.Range(0, channels)], [1, 1, 1, -1]);
        Symbol bins = ((number * Levels) + levels).Reshape([-1]);
        Symbol counts = RawOps.UnsortedSegmentSum(RawOps.OnesLike(bins), bins, count * parts * Levels).Reshape([-1, Levels])
            .Cast(DType.Float32);
        if (ClipLimit > 0)
        {
            Symbol cut = RawOps.Minimum(counts, counts.Number(ClipLimit * pixels / Levels));
            counts = cut + (Ops.Sum(counts - cut, -1, keepDims: true) / Levels);
        }

        Symbol sums = RawOps.Cumsum(counts, counts.Graph.Constant(1, DType.Int32));
        Symbol least = Ops.Min(sums, -1, keepDims: true), extent = sums.Number(pixels) - least;
        extent = RawOps.SelectV2(RawOps.Equal(extent, extent.Number(0)), RawOps.OnesLike(extent), extent);
        sums = (sums - least) * 255 / extent;
        return RawOps.Minimum(RawOps.Maximum(sums, sums.Number(0)), sums.Number(255));
    }

    // Between the middles of four parts; beyond the last middles, the parts at the edge count for their neighbours.
    private static Symbol Interpolated(Symbol table, Symbol levels, Side rows, Side columns, int channels)
    {
        Symbol count = Ops.Shape(levels, 0), flat = table.Reshape([-1]), axis = levels.Number(0);
        Symbol images = RawOps.Range(count.Number(0), count, count.Number(1)).Reshape([-1, 1, 1, 1])
            * (rows.Parts * columns.Parts * channels * Levels);
        Symbol own = images + (Places(levels, [.. Enumerable.Range(0, channels)], [1, 1, 1, -1]) * Levels) + levels;
        Symbol fromTop = Weights(rows, [1, -1, 1, 1]), fromLeft = Weights(columns, [1, 1, -1, 1]);
        Symbol upper = (Found(0, 0) * (1 - fromLeft)) + (Found(0, 1) * fromLeft);
        Symbol lower = (Found(1, 0) * (1 - fromLeft)) + (Found(1, 1) * fromLeft);
        return (upper * (1 - fromTop)) + (lower * fromTop);

        Symbol Found(int down, int right)
        {
            Symbol row = Places(levels, [.. rows.Numbers(i => rows.Neighbour(i, down))], [1, -1, 1, 1]);
            Symbol column = Places(levels, [.. columns.Numbers(i => columns.Neighbour(i, right))], [1, 1, -1, 1]);
            return RawOps.GatherV2(flat, own + (((row * columns.Parts) + column) * (channels * Levels)), axis);
        }

        Symbol Weights(Side side, Shape shape)
        {
            using Tensor weights = Tensor.Create<float>([.. Enumerable.Range(0, side.Length).Select(side.Weight)]);
            return levels.Graph.Constant(weights).Reshape(shape);
        }
    }

    private static Symbol Places(Symbol near, ReadOnlySpan<int> numbers, Shape shape) => near.Graph.Constant(numbers).Reshape(shape);

    private static Symbol Mirrored(Symbol x, int axis, Side side) => side.Length == side.Given
        ? x
        : RawOps.GatherV2(x, x.Graph.Constant([.. side.Numbers(side.Mirrored)]), x.Graph.Constant(axis, DType.Int32));

    /// <summary>The rows or columns of an image that is cut into parts of one length.</summary>
    private readonly record struct Side(int Given, int Parts)
    {
        /// <summary>The length of a part.</summary>
        public int Part => (Given + Parts - 1) / Parts;

        /// <summary>The length of all parts.</summary>
        public int Length => Part * Parts;

        public IEnumerable<int> Numbers(Func<int, int> of) => Enumerable.Range(0, Length).Select(of);

        /// <summary>The pixel of the image that stands at a place: behind its end it goes on mirrored.</summary>
        public int Mirrored(int place)
        {
            int within = place % (2 * Given);
            return within < Given ? within : (2 * Given) - 1 - within;
        }

        /// <summary>The part whose middle is before a place, or the next one.</summary>
        public int Neighbour(int place, int next) => Math.Clamp((int)MathF.Floor(Grid(place)) - 1 + next, 0, Parts - 1);

        /// <summary>The weight of the next tile in the interpolation, from 0 to 1.</summary>
        public float Weight(int place) => Grid(place) - MathF.Floor(Grid(place));

        private float Grid(int place) => ((place - (Part / 2f)) / Part) + 1;
    }
}
