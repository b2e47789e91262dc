using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean divergence of Kullback and Leibler of the predictions from the truth (<c>keras.metrics.KLDivergence</c>).</summary>
/// <param name="name">Its name; "kl_divergence" by default.</param>
public sealed class KLDivergence(string name = "kl_divergence") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    internal static KLDivergence FromConfig(Config config) =>
        new(config.GetString("name", "kl_divergence")!) { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.KLDivergence.Compute(yTrue, yPred);
}
