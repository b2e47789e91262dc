using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of the squared differences (<c>keras.metrics.MeanSquaredError</c>).</summary>
/// <param name="name">Its name. Default: "mean_squared_error".</param>
[KerasSerializable]
public sealed partial class MeanSquaredError(string name = "mean_squared_error") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.MeanSquaredError.Compute(yTrue, yPred);
}
