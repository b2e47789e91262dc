using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of the categorical hinge loss, for one-hot targets (<c>keras.metrics.CategoricalHinge</c>).</summary>
/// <param name="name">Its name. Default: "categorical_hinge".</param>
[KerasSerializable]
public sealed partial class CategoricalHinge(string name = "categorical_hinge") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.CategoricalHinge.Compute(yTrue, yPred);
}
