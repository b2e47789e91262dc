using TensorFlow;

namespace Keras;

/// <content>Pooling over 1 to 3 spatial axes.</content>
public static partial class Ops
{
    /// <summary>The largest element of each window.</summary>
    /// <param name="inputs">A batch, <c>[batch, …spatial, channels]</c>, or the channels in front of the spatial axes.</param>
    /// <param name="poolSize">The size of the pooling window along each spatial axis.</param>
    /// <param name="strides">The strides of the pooling window. Default: its size.</param>
    /// <param name="padding">"valid" (default) for no padding, or "same" for as many windows as the length divided by the
    /// stride.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ShapeException">There are no 1 to 3 spatial axes.</exception>
    /// <exception cref="ArgumentException">The padding or the data format is unknown.</exception>
    public static Symbol MaxPool(Symbol inputs, SpatialSizes poolSize, SpatialSizes strides = default,
        string padding = "valid", string? dataFormat = null)
    {
        if (EmptyBatch.Is(inputs))
            return EmptyBatch.Of(inputs, one => MaxPool(one, poolSize, strides, padding, dataFormat));
        if (Rectifier.SourceOf(inputs) is { } source)
            return Pooled(source, poolSize, strides, padding, dataFormat, "MaxPool", RectifiedPooling.Write, RectifiedPooling.Write);
        return Pooled(
            inputs, poolSize, strides, padding, dataFormat, "MaxPool",
            (x, size, step, mode) => RawOps.MaxPool(x, size, step, mode), (x, size, step, mode) => RawOps.MaxPool3D(x, size, step, mode));
    }

    /// <summary>The mean of each window; what padding adds does not count.</summary>
    /// <param name="inputs">A batch, <c>[batch, …spatial, channels]</c>, or the channels in front of the spatial axes.</param>
    /// <param name="poolSize">The size of the pooling window along each spatial axis.</param>
    /// <param name="strides">The strides of the pooling window. Default: its size.</param>
    /// <param name="padding">"valid" (default) for no padding, or "same" for as many windows as the length divided by the
    /// stride.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ShapeException">There are no 1 to 3 spatial axes.</exception>
    /// <exception cref="ArgumentException">The padding or the data format is unknown.</exception>
    public static Symbol AveragePool(Symbol inputs, SpatialSizes poolSize,
        SpatialSizes strides = default, string padding = "valid", string? dataFormat = null) =>
        Pooled(
            inputs, poolSize, strides, padding, dataFormat, "AveragePool",
            (x, size, step, mode) => RawOps.AvgPool(x, size, step, mode), (x, size, step, mode) => RawOps.AvgPool3D(x, size, step, mode));

    /// <summary>The largest element of each of a given number of windows, which divide the spatial axes as evenly as possible.</summary>
    /// <param name="inputs">A batch, <c>[batch, …spatial, channels]</c>, or the channels in front of the spatial axes; the spatial lengths
    /// must be known.</param>
    /// <param name="outputSize">The output size along each spatial axis.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ShapeException">There are no 1 to 3 spatial axes of known length.</exception>
    /// <exception cref="ArgumentException">The data format is unknown.</exception>
    public static Symbol AdaptiveMaxPool(Symbol inputs, SpatialSizes outputSize, string? dataFormat = null) =>
        AdaptivelyPooled(inputs, outputSize, dataFormat, "AdaptiveMaxPool", (x, size) => MaxPool(x, size, 1));

    /// <summary>The mean of each of a given number of windows, which divide the spatial axes as evenly as possible.</summary>
    /// <param name="inputs">A batch, <c>[batch, …spatial, channels]</c>, or the channels in front of the spatial axes; the spatial lengths
    /// must be known.</param>
    /// <param name="outputSize">The output size along each spatial axis.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ShapeException">There are no 1 to 3 spatial axes of known length.</exception>
    /// <exception cref="ArgumentException">The data format is unknown.</exception>
    public static Symbol AdaptiveAveragePool(Symbol inputs, SpatialSizes outputSize, string? dataFormat = null) =>
        AdaptivelyPooled(inputs, outputSize, dataFormat, "AdaptiveAveragePool", (x, size) => AveragePool(x, size, 1));

    private delegate Symbol WindowReduction(Symbol x, long[] size, long[] strides, string padding);

    private static Symbol Pooled(
        Symbol inputs,
        SpatialSizes poolSize,
        SpatialSizes strides,
        string padding,
        string? dataFormat,
        string name,
        WindowReduction images,
        WindowReduction volumes)
    {
        SpatialWindow window = SpatialWindow.Of(inputs, dataFormat, name);
        int[] size = poolSize.For(window.SpatialAxes, 1, name);
        int[] steps = strides.IsDefault ? size : strides.For(window.SpatialAxes, 1, name);
        Symbol last = window.ChannelsLast(inputs);
        string mode = window.Padding(padding);
        window.RequireFit(last, [.. size.Select(s => (long)s)], mode);
        WindowReduction reduce = window.SpatialAxes == 3 ? volumes : images;
        return window.Back(window.AsSequence(
            reduce(window.AsImage(last), window.AllAxes(size), window.AllAxes(steps), mode)));
    }

    // One axis after another. Windows differ by at most one element, so each axis is pooled by each size that occurs, and the windows are
    // gathered.
    private static Symbol AdaptivelyPooled(Symbol inputs, SpatialSizes outputSize,
        string? dataFormat, string name, Func<Symbol, int[], Symbol> pool)
    {
        SpatialWindow window = SpatialWindow.Of(inputs, dataFormat, name);
        int[] counts = outputSize.For(window.SpatialAxes, 1, name);
        Symbol pooled = window.ChannelsLast(inputs);
        for (int i = 0; i < counts.Length; i++)
        {
            int length = Length(pooled, i + 1, name);
            int count = counts[i];
            (int Start, int Size)[] windows = [.. Enumerable.Range(0, count).Select(w =>
            {
                int start = (int)((long)w * length / count);
                int end = (int)(((long)(w + 1) * length + count - 1) / count);
                return (start, end - start);
            })];
            List<Symbol> parts = [];
            Dictionary<int, int> offsets = [];
            int offset = 0;
            foreach (int size in windows.Select(w => w.Size).Distinct())
            {
                int[] sizes = [.. Enumerable.Repeat(1, counts.Length)];
                sizes[i] = size;
                parts.Add(pool(pooled, sizes));
                offsets[size] = offset;
                offset += length - size + 1;
            }

            Symbol positions = pooled.Graph.Constant([.. windows.Select(w => offsets[w.Size] + w.Start)]);
            pooled = RawOps.GatherV2(Concatenate([.. parts], i + 1), positions, Int(pooled, i + 1));
        }

        return window.Back(pooled);
    }
}
