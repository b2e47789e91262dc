using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of the squared differences (<c>keras.metrics.MeanSquaredError</c>).</summary>
/// <param name="name">Its name. Default: "mean_squared_error".</param>
public sealed class MeanSquaredError(string name = "mean_squared_error") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    internal static MeanSquaredError FromConfig(Config config) =>
        new(config.GetString("name", "mean_squared_error")!) { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.MeanSquaredError.Compute(yTrue, yPred);
}
