using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of a loss.</summary>
internal sealed class LossMetric(Loss loss) : MeanMetricWrapper(loss.Name)
{
    /// <summary>The loss.</summary>
    public Loss Loss => loss;

    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => loss.Values(yTrue, yPred);
}
