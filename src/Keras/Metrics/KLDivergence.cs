using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean Kullback-Leibler divergence of the predictions from the targets (<c>keras.metrics.KLDivergence</c>).</summary>
/// <param name="name">Its name. Default: "kl_divergence".</param>
public sealed class KLDivergence(string name = "kl_divergence") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    internal static KLDivergence FromConfig(Config config) =>
        new(config.GetString("name", "kl_divergence")!) { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.KLDivergence.Compute(yTrue, yPred);
}
