using TensorFlow;

namespace Keras.CustomParts;

public sealed class MeanSquaredError(Reduction reduction = Reduction.SumOverBatchSize) : Loss("mean_squared_error", reduction)
{
    protected override bool MixesSamples => false;

    public static MeanSquaredError FromConfig(Config config) => new();

    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        return Ops.Mean(Ops.Square(yTrue - yPred), -1);
    }
}
