using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of max(1 - y·p, 0)², for targets -1 and 1 or 0 and 1 (<c>keras.metrics.SquaredHinge</c>).</summary>
/// <param name="name">Its name. Default: "squared_hinge".</param>
[KerasSerializable]
public sealed partial class SquaredHinge(string name = "squared_hinge") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.SquaredHinge.Compute(yTrue, yPred);
}
