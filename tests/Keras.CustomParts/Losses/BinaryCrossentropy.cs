using TensorFlow;

namespace Keras.CustomParts;

public sealed class BinaryCrossentropy(Reduction reduction = Reduction.SumOverBatchSize) : Loss("binary_crossentropy", reduction)
{
    protected override bool MixesSamples => false;

    public static BinaryCrossentropy FromConfig(Config config) => new();

    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        return Ops.Mean(Ops.BinaryCrossentropy(yTrue, yPred), -1);
    }
}
