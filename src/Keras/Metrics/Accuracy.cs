using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The fraction of predictions that equal the targets; for class probabilities see the other accuracies (<c>keras.metrics.Accuracy</c>).
/// </summary>
/// <param name="name">Its name. Default: "accuracy".</param>
[KerasSerializable]
public sealed partial class Accuracy(string name = "accuracy") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("accuracy", yTrue, yPred);
        return Ops.Equal(yTrue, yPred).Cast(DType.Float32);
    }

    /// <inheritdoc/>
    protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue.Cast(yPred.DType), yPred);
}
