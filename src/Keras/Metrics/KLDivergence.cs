using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean Kullback-Leibler divergence of the predictions from the targets (<c>keras.metrics.KLDivergence</c>).</summary>
/// <param name="name">Its name. Default: "kl_divergence".</param>
[KerasSerializable]
public sealed partial class KLDivergence(string name = "kl_divergence") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.KLDivergence.Compute(yTrue, yPred);
}
