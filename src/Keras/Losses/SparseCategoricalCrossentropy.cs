using TensorFlow;

namespace Keras.Losses;

/// <summary>placeholder</summary>
public sealed class SparseCategoricalCrossentropy : Loss
{
    /// <summary>placeholder</summary>
    public int? IgnoreClass { get; }

    /// <inheritdoc/>
    protected internal override bool TakesClassNumbers => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => RawOps.SparseSoftmaxCrossEntropyWithLogits(yPred, yTrue.Cast(DType.Int64)).Loss;
}
