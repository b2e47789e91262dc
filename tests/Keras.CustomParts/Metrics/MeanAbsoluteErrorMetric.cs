using Keras.Metrics;
using TensorFlow;

namespace Keras.CustomParts;

public sealed class MeanAbsoluteErrorMetric() : MeanMetricWrapper("mean_absolute_error")
{
    public override string ClassName => "MeanAbsoluteError";

    public override bool? LargerIsBetter => false;

    public static MeanAbsoluteErrorMetric FromConfig(Config config) => new();

    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Ops.Mean(Ops.Abs(yTrue - yPred), -1);
}
