using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The fraction of samples whose class of highest probability is the target, for one-hot targets
/// (<c>keras.metrics.CategoricalAccuracy</c>).
/// </summary>
/// <param name="name">Its name. Default: "categorical_accuracy".</param>
[KerasSerializable]
public sealed partial class CategoricalAccuracy(string name = "categorical_accuracy") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        ClassTargets.RequireRows("categorical_accuracy", yTrue, yPred);
        return Ops.Equal(Ops.ArgMax(yTrue, -1), Ops.ArgMax(yPred, -1)).Cast(DType.Float32);
    }

    /// <inheritdoc/>
    protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue, yPred);
}
