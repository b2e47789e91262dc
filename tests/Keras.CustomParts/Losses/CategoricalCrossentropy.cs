using TensorFlow;

namespace Keras.CustomParts;

public sealed class CategoricalCrossentropy(Reduction reduction = Reduction.SumOverBatchSize) : Loss("categorical_crossentropy", reduction)
{
    protected override bool MixesSamples => false;

    public static CategoricalCrossentropy FromConfig(Config config) => new();

    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        return Ops.CategoricalCrossentropy(yTrue, yPred);
    }
}
