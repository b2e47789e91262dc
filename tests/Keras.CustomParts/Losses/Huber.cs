using TensorFlow;

namespace Keras.CustomParts;

public sealed class Huber(Reduction reduction = Reduction.SumOverBatchSize) : Loss("huber_loss", reduction)
{
    protected override bool MixesSamples => false;

    public static Huber FromConfig(Config config) => new();

    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        Symbol delta = yPred.Number(1);
        Symbol error = yPred - yTrue;
        Symbol magnitude = Ops.Abs(error);
        Symbol small = 0.5 * Ops.Square(error);
        Symbol large = (delta * magnitude) - (0.5 * Ops.Square(delta));
        return Ops.Mean(Ops.Where(RawOps.LessEqual(magnitude, delta), small, large), -1);
    }
}
