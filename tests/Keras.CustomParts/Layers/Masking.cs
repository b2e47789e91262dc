using TensorFlow;

namespace Keras.CustomParts;

public sealed class Masking(double maskValue = 0) : Layer
{
    public double MaskValue { get; } = maskValue;

    protected override bool SupportsMasking => true;

    protected override bool HasBuildConfig => false;

    public static Masking FromConfig(Config config) => new(config.GetDouble("mask_value", 0));

    protected override Symbol Call(Symbol x, CallContext context)
    {
        Symbol counts = RawOps.Any(RawOps.NotEqual(x, x.Number(MaskValue)), x.Graph.Constant([-1]), keepDims: true);
        Symbol output = RawOps.SelectV2(counts, x, x.Number(0));
        context.SetMask(output, Ops.Squeeze(counts, -1));
        return output;
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("mask_value", MaskValue);
    }
}
