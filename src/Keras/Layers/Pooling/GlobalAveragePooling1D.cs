using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Global average pooling, the average of each channel: <c>[batch, steps, channels]</c> becomes <c>[batch, channels]</c>. Masked steps do
/// not count.
/// </summary>
/// <param name="keepDims">Whether the spatial axes are kept, with length 1. Default: false.</param>
[KerasSerializable]
public sealed partial class GlobalAveragePooling1D(bool keepDims = false) : GlobalPooling(1, keepDims)
{
    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["inputs", "mask"];

    private protected override Symbol Reduce(Symbol x, int[] spatialAxes, CallContext context)
    {
        if (context.MaskOf(x) is not { } mask)
            return Ops.Mean(x, spatialAxes, KeepDims);
        Shape expected = [x.Shape[0], x.Shape[spatialAxes[0]]];
        if (!expected.IsCompatibleWith(mask.Shape))
            throw new ShapeException(
                $"GlobalAveragePooling1D '{Name}': expected a mask [batch, steps] of shape {expected}, got {mask.Shape}.");
        // Keras divides sums of integers.
        if (!x.DType.IsFloatingPoint)
            x = x.Cast(DType.Float64);
        Symbol axes = x.Graph.Constant(spatialAxes);
        Symbol counts = Ops.ExpandDims(mask.Cast(DType.Bool), DataFormat == DataFormats.ChannelsFirst ? 1 : 2);
        Symbol sum = RawOps.Sum(RawOps.SelectV2(counts, x, x.Number(0)), axes, KeepDims);
        return sum / RawOps.Sum(counts.Cast(x.DType), axes, KeepDims);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks) => [null];

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) => [];
}
