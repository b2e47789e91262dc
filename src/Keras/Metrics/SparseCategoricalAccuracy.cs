using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The fraction of samples whose class of highest probability is the target, for class indices, <c>[n]</c> or <c>[n, 1]</c>. An index out
/// of range counts as wrong (<c>keras.metrics.SparseCategoricalAccuracy</c>).
/// </summary>
/// <param name="name">Its name. Default: "sparse_categorical_accuracy".</param>
[KerasSerializable]
public sealed partial class SparseCategoricalAccuracy(string name = "sparse_categorical_accuracy") : MeanMetricWrapper(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        Symbol classes = ClassTargets.Require("sparse_categorical_accuracy", yTrue, yPred, allowBroadcast: true);
        // Keras compares in the predictions' type; in half precision class indices above 256 would run together, so that integers stay
        // whole here.
        DType type = !classes.DType.IsFloatingPoint ? DType.Int64 : yPred.DType == DType.Float64 ? DType.Float64 : DType.Float32;
        return Ops.Equal(classes.Cast(type), Ops.ArgMax(yPred, -1).Cast(type)).Cast(DType.Float32);
    }

    /// <inheritdoc/>
    protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue, yPred);
}
