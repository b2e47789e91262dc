using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of the squared differences of ln(1 + x) (<c>keras.metrics.MeanSquaredLogarithmicError</c>).</summary>
/// <param name="name">Its name. Default: "mean_squared_logarithmic_error".</param>
[KerasSerializable]
public sealed partial class MeanSquaredLogarithmicError(string name = "mean_squared_logarithmic_error") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.MeanSquaredLogarithmicError.Compute(yTrue, yPred);
}
