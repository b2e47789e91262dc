using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean absolute percentage error (<c>keras.metrics.MeanAbsolutePercentageError</c>).</summary>
/// <param name="name">Its name. Default: "mean_absolute_percentage_error".</param>
public sealed class MeanAbsolutePercentageError(string name = "mean_absolute_percentage_error") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    internal static MeanAbsolutePercentageError FromConfig(Config config) =>
        new(config.GetString("name", "mean_absolute_percentage_error")!) { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.MeanAbsolutePercentageError.Compute(yTrue, yPred);
}
