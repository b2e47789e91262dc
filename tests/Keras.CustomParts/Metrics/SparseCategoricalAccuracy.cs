using Keras.Metrics;
using TensorFlow;

namespace Keras.CustomParts;

/// <summary>An accuracy of class indices, which are not converted to the type of the predictions.</summary>
public sealed class SparseCategoricalAccuracy() : MeanMetricWrapper("sparse_categorical_accuracy")
{
    public static SparseCategoricalAccuracy FromConfig(Config config) => new();

    protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue.Cast(DType.Int64), yPred);

    protected override Symbol Call(Symbol yTrue, Symbol yPred) =>
        Ops.Equal(yTrue.Rank == yPred.Rank ? Ops.Squeeze(yTrue, -1) : yTrue, Ops.ArgMax(yPred, -1).Cast(DType.Int64)).Cast(yPred.DType);
}
