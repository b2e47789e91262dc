using TensorFlow;

namespace Keras.Layers;

/// <summary>Masks the time steps whose features all equal a value, and sets them to 0, so that later layers skip them.</summary>
/// <param name="maskValue">The mask value. Default: 0.</param>
[KerasSerializable]
public sealed partial class Masking(double maskValue = 0) : Layer
{
    /// <summary>The value of masked steps.</summary>
    public double MaskValue { get; } = Hyperparameter.Meant(maskValue);

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        Symbol counts = RawOps.Any(RawOps.NotEqual(x, x.Number(MaskValue)), x.Graph.Constant([-1]), keepDims: true);
        Symbol output = RawOps.SelectV2(counts, x, x.Number(0));
        context.SetMask(output, Ops.Squeeze(counts, -1));
        return output;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [Ops.Any(Ops.NotEqual(inputs[0], MaskValue), -1)];
    }
}
