using TensorFlow;

namespace Keras.CustomParts;

public sealed class SparseCategoricalCrossentropy(Reduction reduction = Reduction.SumOverBatchSize)
    : Loss("sparse_categorical_crossentropy", reduction)
{
    protected override bool MixesSamples => false;

    protected override bool TakesClassIndices => true;

    public static SparseCategoricalCrossentropy FromConfig(Config config) => new();

    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        return Ops.SparseCategoricalCrossentropy(yTrue, yPred);
    }
}
