using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of max(1 - y·p, 0), for targets -1 and 1 or 0 and 1 (<c>keras.metrics.Hinge</c>).</summary>
/// <param name="name">Its name. Default: "hinge".</param>
[KerasSerializable]
public sealed partial class Hinge(string name = "hinge") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.Hinge.Compute(yTrue, yPred);
}
