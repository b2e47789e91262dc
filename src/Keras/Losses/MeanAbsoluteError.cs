using TensorFlow;

namespace Keras.Losses;

/// <summary>The mean of the absolute differences along the last axis, Σ|y - p| / n (<c>keras.losses.MeanAbsoluteError</c>).</summary>
[KerasSerializable]
public sealed partial class MeanAbsoluteError : Loss
{
    /// <summary>Mean absolute error.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public MeanAbsoluteError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_absolute_error")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("mean_absolute_error", yTrue, yPred);
        return Ops.Mean(Ops.Abs(yTrue - yPred), -1);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
