using TensorFlow;

namespace Keras.CustomParts;

public sealed class MeanAbsoluteError(Reduction reduction = Reduction.SumOverBatchSize) : Loss("mean_absolute_error", reduction)
{
    protected override bool MixesSamples => false;

    public static MeanAbsoluteError FromConfig(Config config) => new();

    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        return Ops.Mean(Ops.Abs(yTrue - yPred), -1);
    }
}
