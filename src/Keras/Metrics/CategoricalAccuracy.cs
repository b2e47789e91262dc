using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// How often the class with the largest prediction is the right one, for one-hot targets (<c>keras.metrics.CategoricalAccuracy</c>).
/// </summary>
/// <param name="name">Its name; "categorical_accuracy" by default.</param>
public sealed class CategoricalAccuracy(string name = "categorical_accuracy") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    internal static CategoricalAccuracy FromConfig(Config config) =>
        new(config.GetString("name", "categorical_accuracy")!) { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        ClassNumbers.RequireRows("categorical_accuracy", yTrue, yPred);
        return Ops.Equal(Ops.ArgMax(yTrue, -1), Ops.ArgMax(yPred, -1)).Cast(DType.Float32);
    }

    private protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue, yPred);
}
