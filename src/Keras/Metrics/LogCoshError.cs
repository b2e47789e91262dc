using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of the logarithm of the hyperbolic cosine of the differences (<c>keras.metrics.LogCoshError</c>).</summary>
/// <param name="name">Its name. Default: "logcosh".</param>
[KerasSerializable]
public sealed partial class LogCoshError(string name = "logcosh") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.LogCosh.Compute(yTrue, yPred);
}
