using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// How often predictions equal the truth exactly; for class probabilities there are the other accuracies (<c>keras.metrics.Accuracy</c>).
/// </summary>
/// <param name="name">Its name; "accuracy" by default.</param>
public sealed class Accuracy(string name = "accuracy") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    internal static Accuracy FromConfig(Config config) =>
        new(config.GetString("name", "accuracy")!) { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("accuracy", yTrue, yPred);
        return Ops.Equal(yTrue, yPred).Cast(DType.Float32);
    }

    private protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue.Cast(yPred.DType), yPred);
}
