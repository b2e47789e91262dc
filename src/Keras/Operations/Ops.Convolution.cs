using TensorFlow;

namespace Keras;

/// <content>Convolutions over 1 to 3 spatial axes, by TensorFlow's own kernels.</content>
public static partial class Ops
{
    /// <summary>A convolution. Where the kernel has fewer input channels than the batch, the channels are divided into groups.</summary>
    /// <param name="inputs">A batch, <c>[batch, …spatial, channels]</c>, or the channels in front of the spatial axes.</param>
    /// <param name="kernel">Shape <c>[…window, channels / groups, filters]</c>.</param>
    /// <param name="strides">The strides along each spatial axis. Default: 1.</param>
    /// <param name="padding">"valid" (default) for no padding, or "same" for as many windows as the length divided by the
    /// stride.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="dilationRate">The dilation rate of the windows. Default: 1.</param>
    /// <returns>The batch with another number of spatial positions and as many channels as filters.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or no window lies inside.</exception>
    /// <exception cref="ArgumentException">The padding or the data format is unknown.</exception>
    public static Symbol Conv(
        Symbol inputs, Symbol kernel, SpatialSizes strides = default, string padding =
            "valid", string? dataFormat = null, SpatialSizes dilationRate = default)
    {
        if (EmptyBatch.Is(inputs))
            return EmptyBatch.Of(inputs, one => Conv(one, kernel, strides, padding, dataFormat, dilationRate));
        (inputs, kernel) = PromotedFloating(inputs, kernel, null);
        SpatialWindow window = SpatialWindow.Of(inputs, dataFormat, "Conv");
        RequireRank(kernel, "Conv", window.SpatialAxes + 2);
        int[] steps = strides.For(window.SpatialAxes, 1, "Conv");
        int[] dilations = dilationRate.For(window.SpatialAxes, 1, "Conv");
        string mode = window.Padding(padding);
        inputs = window.ChannelsLast(inputs);
        window.RequireFit(inputs, Extents(kernel, dilations), mode);
        int groups = Groups(inputs, kernel);
        if (window.SpatialAxes == 3 && dilations.Any(d => d > 1))
            (kernel, dilations) = (Dilated(kernel, dilations), [1, 1, 1]);
        Symbol outputs;
        if (groups == 1)
        {
            outputs = Convolved(window, inputs, kernel, steps, mode, dilations);
        }
        else if (kernel.Shape[^2] == 1 && window.SpatialAxes < 3)
        {
            Dimension[] size = Dimensions(kernel);
            Symbol depthwise = Reshaped(kernel, [.. size[..^2], groups, kernel.Shape[^1] / groups]);
            outputs = DepthwiseConvolved(window, inputs, depthwise, steps, mode, dilations);
        }
        else
        {
            // The processor's kernels know no groups in the backward pass.
            Symbol[] channels = Split(inputs, groups, -1);
            Symbol[] filters = Split(kernel, groups, -1);
            outputs = Concatenate([.. channels.Zip(filters).Select(p => Convolved(window, p.First, p.Second, steps, mode, dilations))], -1);
        }

        return window.Back(outputs);
    }

    /// <summary>A convolution of each channel by itself.</summary>
    /// <param name="inputs">A batch of sequences or images, <c>[batch, …spatial, channels]</c>, or the channels in front of the spatial
    /// axes.</param>
    /// <param name="kernel">Shape <c>[…window, channels, multiplier]</c>.</param>
    /// <param name="strides">The strides along each spatial axis. Default: 1.</param>
    /// <param name="padding">"valid" (default) for no padding, or "same" for as many windows as the length divided by the
    /// stride.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="dilationRate">The dilation rate of the windows. Default: 1.</param>
    /// <returns>The batch with another number of spatial positions and channels · multiplier channels.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentException">The padding or the data format is unknown.</exception>
    public static Symbol DepthwiseConv(
        Symbol inputs, Symbol kernel, SpatialSizes strides = default, string padding =
            "valid", string? dataFormat = null, SpatialSizes dilationRate = default)
    {
        if (EmptyBatch.Is(inputs))
            return EmptyBatch.Of(inputs, one => DepthwiseConv(one, kernel, strides, padding, dataFormat, dilationRate));
        (inputs, kernel) = PromotedFloating(inputs, kernel, null);
        SpatialWindow window = SpatialWindow.Of(inputs, dataFormat, "DepthwiseConv", most: 2);
        RequireRank(kernel, "DepthwiseConv", window.SpatialAxes + 2);
        int[] steps = strides.For(window.SpatialAxes, 1, "DepthwiseConv");
        int[] dilations = dilationRate.For(window.SpatialAxes, 1, "DepthwiseConv");
        inputs = window.ChannelsLast(inputs);
        RequireEqualLengths(inputs, inputs.Rank - 1, kernel, kernel.Rank - 2, "DepthwiseConv");
        string mode = window.Padding(padding);
        window.RequireFit(inputs, Extents(kernel, dilations), mode);
        return window.Back(DepthwiseConvolved(window, inputs, kernel, steps, mode, dilations));
    }

    /// <summary>A convolution of each channel by itself, and one with a window of 1 that mixes the channels behind it.</summary>
    /// <param name="inputs">A batch of sequences or images, <c>[batch, …spatial, channels]</c>, or the channels in front of the spatial
    /// axes.</param>
    /// <param name="depthwiseKernel">Shape <c>[…window, channels, multiplier]</c>.</param>
    /// <param name="pointwiseKernel">Shape <c>[…1, channels · multiplier, filters]</c>.</param>
    /// <param name="strides">The strides along each spatial axis. Default: 1.</param>
    /// <param name="padding">"valid" (default) for no padding, or "same" for as many windows as the length divided by the
    /// stride.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="dilationRate">The dilation rate of the windows. Default: 1.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentException">The padding or the data format is unknown.</exception>
    public static Symbol SeparableConv(
        Symbol inputs,
        Symbol depthwiseKernel,
        Symbol pointwiseKernel,
        SpatialSizes strides = default,
        string padding = "valid",
        string? dataFormat = null,
        SpatialSizes dilationRate = default) =>
        Conv(DepthwiseConv(inputs, depthwiseKernel, strides, padding, dataFormat, dilationRate), pointwiseKernel, 1, "valid", dataFormat);

    /// <summary>The lengths of the kernel along the spatial axes with their gaps; at most 0 where one is not known.</summary>
    private static long[] Extents(Symbol kernel, int[] dilations) =>
        [.. dilations.Select((rate, axis) => ((kernel.Shape[axis] - 1) * rate) + 1)];

    private static Symbol Convolved(SpatialWindow window, Symbol inputs, Symbol kernel, int[] strides, string padding, int[] dilations)
    {
        if (window.SpatialAxes == 3)
            return RawOps.Conv3D(inputs, kernel, window.AllAxes(strides), padding);
        Symbol filters = window.SpatialAxes == 1 ? ExpandDims(kernel, 0) : kernel;
        return window.AsSequence(RawOps.Conv2D(
            window.AsImage(inputs), filters, window.AllAxes(strides), padding, dilations: window.AllAxes(dilations)));
    }

    private static Symbol DepthwiseConvolved(SpatialWindow window, Symbol inputs,
        Symbol kernel, int[] strides, string padding, int[] dilations)
    {
        // The kernels ignore dilations on some processors and want one stride for both axes.
        kernel = Dilated(kernel, dilations);
        Symbol filters = window.SpatialAxes == 1 ? ExpandDims(kernel, 0) : kernel;
        Symbol images = window.AsImage(inputs);
        if (window.SpatialAxes == 1 || strides[0] == strides[1])
        {
            // A sequence has a height of 1, which every stride leaves as it is.
            long step = strides[0];
            return window.AsSequence(RawOps.DepthwiseConv2DNative(images, filters, [1, step, step, 1], padding));
        }

        images = padding == "SAME" ? PaddedSame(images, filters, strides) : images;
        Symbol dense = RawOps.DepthwiseConv2DNative(images, filters, [1, 1, 1, 1], "VALID");
        return dense[TensorFlow.Slice.All, new Slice(Step: strides[0]), new Slice(Step: strides[1])];
    }

    /// <summary>The kernel with zeros between its elements, which does what a dilation does.</summary>
    private static Symbol Dilated(Symbol kernel, int[] dilations)
    {
        for (int axis = 0; axis < dilations.Length; axis++)
        {
            if (dilations[axis] == 1)
                continue;
            int size = Length(kernel, axis, "Conv");
            Dimension[] lengths = Dimensions(kernel);
            (int, int)[] widths = [.. Enumerable.Repeat((0, 0), kernel.Rank + 1)];
            widths[axis + 1] = (0, dilations[axis] - 1);
            Symbol spread = Pad(ExpandDims(kernel, axis + 1), widths);
            lengths[axis] = (long)size * dilations[axis];
            kernel = Along(Reshaped(spread, lengths), axis, new(0, ((size - 1) * dilations[axis]) + 1));
        }

        return kernel;
    }

    private static Symbol PaddedSame(Symbol images, Symbol filters, int[] strides)
    {
        Symbol[] widths = new Symbol[4];
        widths[0] = widths[3] = images.Graph.Constant([0, 0]);
        for (int i = 0; i < 2; i++)
        {
            Symbol length = Shape(images, i + 1);
            Symbol count = RawOps.FloorDiv(length + (strides[i] - 1), Int(images, strides[i]));
            Symbol total = RawOps.Maximum(((count - 1) * strides[i]) + Length(filters, i, "DepthwiseConv") - length, Int(images, 0));
            Symbol before = RawOps.FloorDiv(total, Int(images, 2));
            widths[i + 1] = RawOps.Pack([before, total - before]);
        }

        return RawOps.Pad(images, RawOps.Pack(widths));
    }

    private static int Groups(Symbol inputs, Symbol kernel)
    {
        (long channels, long perGroup, long filters) = (inputs.Shape[^1], kernel.Shape[^2], kernel.Shape[^1]);
        if (channels < 0 || perGroup < 0)
            return 1;
        if (perGroup == 0 || channels % perGroup != 0 || (filters >= 0 && filters % (channels / perGroup) != 0))
        {
            throw new ShapeException(
                $"Conv: expected a kernel whose input channels divide the {channels} channels of {inputs.Shape} into groups of the "
                + $"filters, got {kernel.Shape}.");
        }

        return (int)(channels / perGroup);
    }
}
