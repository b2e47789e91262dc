using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of the categorical hinge loss, for one-hot targets (<c>keras.metrics.CategoricalHinge</c>).</summary>
/// <param name="name">Its name. Default: "categorical_hinge".</param>
public sealed class CategoricalHinge(string name = "categorical_hinge") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    internal static CategoricalHinge FromConfig(Config config) =>
        new(config.GetString("name", "categorical_hinge")!) { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.CategoricalHinge.Compute(yTrue, yPred);
}
