using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean absolute percentage error (<c>keras.metrics.MeanAbsolutePercentageError</c>).</summary>
/// <param name="name">Its name. Default: "mean_absolute_percentage_error".</param>
[KerasSerializable]
public sealed partial class MeanAbsolutePercentageError(string name = "mean_absolute_percentage_error") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.MeanAbsolutePercentageError.Compute(yTrue, yPred);
}
