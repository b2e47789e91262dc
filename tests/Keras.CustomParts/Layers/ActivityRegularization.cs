using TensorFlow;

namespace Keras.CustomParts;

public sealed class ActivityRegularization : Layer
{
    public ActivityRegularization(double l1 = 0, double l2 = 0)
    {
        (L1, L2) = (l1, l2);
        ActivityRegularizer = new Regularizers.L1L2(L1, L2);
    }

    public double L1 { get; }

    public double L2 { get; }

    protected override bool SupportsMasking => true;

    protected override bool HasBuildConfig => false;

    public static ActivityRegularization FromConfig(Config config) => new(config.GetDouble("l1", 0), config.GetDouble("l2", 0));

    protected override Symbol Call(Symbol x, CallContext context) => x;

    protected override void WriteConfig(Config config)
    {
        config.Set("name", Name).Set("trainable", Trainable).Set("dtype", DTypePolicy).Set("l1", L1).Set("l2", L2);
    }
}
