using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of p - y·ln(p + ε), for counts (<c>keras.metrics.Poisson</c>).</summary>
/// <param name="name">Its name. Default: "poisson".</param>
[KerasSerializable]
public sealed partial class Poisson(string name = "poisson") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.Poisson.Compute(yTrue, yPred);
}
