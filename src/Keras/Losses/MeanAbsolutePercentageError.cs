using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The mean absolute percentage error, 100 Σ|(y - p) / max(|y|, ε)| / n, along the last axis
/// (<c>keras.losses.MeanAbsolutePercentageError</c>).
/// </summary>
[KerasSerializable]
public sealed partial class MeanAbsolutePercentageError : Loss
{
    /// <summary>Mean absolute percentage error.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public MeanAbsolutePercentageError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_absolute_percentage_error")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("mean_absolute_percentage_error", yTrue, yPred);
        Symbol differences = Ops.Abs((yTrue - yPred) / Ops.Maximum(Ops.Abs(yTrue), Crossentropy.Epsilon));
        return 100 * Ops.Mean(differences, -1);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
