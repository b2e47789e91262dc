using TensorFlow;

namespace Keras.Layers;

/// <summary>The softmax function along an axis or several: exp(x) / Σ exp(x). Masked positions get probability 0.</summary>
/// <param name="axis">The axes. Default: the last.</param>
[KerasSerializable]
public sealed partial class Softmax(Axes axis = default) : Layer
{
    /// <summary>The axes.</summary>
    public Axes Axis { get; } = axis.IsAll ? -1 : axis;

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["inputs", "mask"];

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (context.MaskOf(x) is not { } given)
            return Normalized(x);
        if (!x.DType.IsFloatingPoint)
            x = x.Cast(DType.Float32);
        if (!MaskShape.Broadcasts(given.Shape, x.Shape))
            throw new ShapeException($"Softmax '{Name}': expected a mask that broadcasts to {x.Shape}, got {given.Shape}; "
                + "a mask of steps goes with scores of [batch, steps].");
        Symbol mask = given.DType == DType.Bool ? given : RawOps.Greater(given, given.Number(0.5));
        double lowest = x.DType == DType.Float16 ? -3e4 : -1e9;
        Symbol shares = Normalized(RawOps.SelectV2(mask, x, x.Number(lowest)));
        // Where all positions are masked, softmax alone would divide equally.
        Symbol output = RawOps.SelectV2(mask, shares, shares.Number(0));
        context.SetMask(output, given);
        return output;
    }

    private Symbol Normalized(Symbol x)
    {
        if (Axis.AsSpan().Length == 1)
            return Ops.Softmax(x, Axis.AsSpan()[0]);
        return RawOps.Exp(x - Ops.LogSumExp(x, Axis, keepDims: true));
    }
}
