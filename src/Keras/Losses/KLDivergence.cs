using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The divergence of Kullback and Leibler, Σ y·ln(y / p) along the last axis, of probabilities moved into [ε, 1]
/// (<c>keras.losses.KLDivergence</c>).
/// </summary>
[KerasSerializable]
public sealed partial class KLDivergence : Loss
{
    /// <summary>Divergence of Kullback and Leibler.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public KLDivergence(Reduction reduction = Reduction.SumOverBatchSize, string name = "kl_divergence")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("kl_divergence", yTrue, yPred);
        yTrue = Ops.Clip(yTrue, Crossentropy.Epsilon, 1);
        yPred = Ops.Clip(yPred, Crossentropy.Epsilon, 1);
        return Ops.Sum(yTrue * Ops.Log(yTrue / yPred), -1);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
