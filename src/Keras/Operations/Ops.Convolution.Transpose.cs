using TensorFlow;

namespace Keras;

/// <content>Transposed convolutions.</content>
public static partial class Ops
{
    /// <summary>A transposed convolution: the gradient of a convolution by its inputs, which makes batches larger by the strides.</summary>
    /// <param name="inputs">A batch, <c>[batch, …spatial, channels]</c>, or the channels in front of the spatial axes.</param>
    /// <param name="kernel">Shape <c>[…window, filters, channels]</c>.</param>
    /// <param name="strides">The strides in the result along each spatial axis. Default: 1.</param>
    /// <param name="padding">"valid" (default) or "same", as in the convolution whose gradient this is.</param>
    /// <param name="outputPadding">Additional positions at the end of each spatial axis; the default is chosen so that the shape is that of
    /// the convolution's inputs.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="dilationRate">The dilation rate of the windows. Default: 1.</param>
    /// <returns>The batch with another number of spatial positions and as many channels as filters.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentException">The padding or the data format is unknown.</exception>
    public static Symbol ConvTranspose(
        Symbol inputs,
        Symbol kernel,
        SpatialSizes strides = default,
        string padding = "valid",
        SpatialSizes outputPadding = default,
        string? dataFormat = null,
        SpatialSizes dilationRate = default)
    {
        if (EmptyBatch.Is(inputs))
            return EmptyBatch.Of(inputs, one => ConvTranspose(one, kernel, strides, padding, outputPadding, dataFormat, dilationRate));
        (inputs, kernel) = PromotedFloating(inputs, kernel, null);
        SpatialWindow window = SpatialWindow.Of(inputs, dataFormat, "ConvTranspose");
        RequireRank(kernel, "ConvTranspose", window.SpatialAxes + 2);
        int axes = window.SpatialAxes;
        int[] steps = strides.For(axes, 1, "ConvTranspose");
        int[]? extra = outputPadding.IsDefault ? null : outputPadding.For(axes, 0, "ConvTranspose", least: 0);
        if (extra?.Zip(steps).All(p => p.First < p.Second) == false)
            throw new ArgumentException(
                $"ConvTranspose: expected an output padding less than the strides {SpatialSizes.Create(steps)}, got {outputPadding}.",
                nameof(outputPadding));
        string mode = window.Padding(padding);
        inputs = window.ChannelsLast(inputs);
        RequireEqualLengths(inputs, inputs.Rank - 1, kernel, kernel.Rank - 1, "ConvTranspose");
        kernel = Dilated(kernel, dilationRate.For(axes, 1, "ConvTranspose"));
        Dimension[] lengths = Dimensions(inputs);
        for (int i = 0; i < axes; i++)
            lengths[i + 1] = TransposedLength(inputs, lengths[i + 1], Length(kernel, i, "ConvTranspose"), steps[i], mode, extra?[i]);
        lengths[^1] = Dimensions(kernel)[^2];
        Symbol outputs;
        if (axes == 3)
        {
            outputs = RawOps.Conv3DBackpropInputV2(List(inputs, lengths), kernel, inputs, window.AllAxes(steps), mode);
        }
        else
        {
            Dimension[] size = axes == 1 ? [lengths[0], 1, .. lengths[1..]] : lengths;
            Symbol filters = axes == 1 ? ExpandDims(kernel, 0) : kernel;
            outputs = RawOps.Conv2DBackpropInput(List(inputs, size), filters, window.AsImage(inputs), window.AllAxes(steps), mode);
            outputs = window.AsSequence(outputs);
        }

        return window.Back(outputs.WithShape([.. lengths.Select(d => d.Length)]));
    }

    private static Dimension TransposedLength(Symbol graph, Dimension length, int kernel, int stride, string padding, int? outputPadding)
    {
        (long factor, long summand) = padding == "VALID"
            ? (stride, kernel - stride + (outputPadding ?? (Math.Max(kernel, stride) - kernel)))
            : outputPadding is { } extra ? (stride, (kernel % 2) - stride + extra) : (stride, 0L);
        return length.IsKnown ? (length.Length * factor) + summand : (length.AsSymbol(graph) * factor) + summand;
    }
}
