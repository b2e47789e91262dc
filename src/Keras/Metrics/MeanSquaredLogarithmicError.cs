using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of the squared differences of ln(1 + x) (<c>keras.metrics.MeanSquaredLogarithmicError</c>).</summary>
/// <param name="name">Its name. Default: "mean_squared_logarithmic_error".</param>
public sealed class MeanSquaredLogarithmicError(string name = "mean_squared_logarithmic_error") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    internal static MeanSquaredLogarithmicError FromConfig(Config config) =>
        new(config.GetString("name", "mean_squared_logarithmic_error")!) { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.MeanSquaredLogarithmicError.Compute(yTrue, yPred);
}
