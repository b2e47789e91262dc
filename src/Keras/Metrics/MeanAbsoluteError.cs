using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of the absolute differences (<c>keras.metrics.MeanAbsoluteError</c>).</summary>
/// <param name="name">Its name. Default: "mean_absolute_error".</param>
[KerasSerializable]
public sealed partial class MeanAbsoluteError(string name = "mean_absolute_error") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.MeanAbsoluteError.Compute(yTrue, yPred);
}
