using TensorFlow;

namespace Keras.Metrics;

/// <summary>How often the class with the largest prediction is the right one, for one-hot targets.</summary>
/// <param name="name">Its name; "categorical_accuracy" by default.</param>
public sealed class CategoricalAccuracy(string name = "categorical_accuracy") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    internal static CategoricalAccuracy FromConfig(Config config) => new(config.GetString("name", "categorical_accuracy")!) { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Ops.Equal(Ops.ArgMax(yTrue), Ops.ArgMax(yPred)).Cast(DType);
}
