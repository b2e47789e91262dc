using TensorFlow;

namespace Keras.Losses;

/// <summary>The mean of the squared differences along the last axis, Σ(y - p)² / n (<c>keras.losses.MeanSquaredError</c>).</summary>
[KerasSerializable]
public sealed partial class MeanSquaredError : Loss
{
    /// <summary>Mean squared error.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public MeanSquaredError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_squared_error")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("mean_squared_error", yTrue, yPred);
        return Ops.Mean(Ops.Square(yTrue - yPred), -1);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
