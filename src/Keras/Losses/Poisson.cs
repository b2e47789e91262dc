using TensorFlow;

namespace Keras.Losses;

/// <summary>The mean of p - y·ln(p + ε) along the last axis: for counts (<c>keras.losses.Poisson</c>).</summary>
[KerasSerializable]
public sealed partial class Poisson : Loss
{
    /// <summary>Poisson loss.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public Poisson(Reduction reduction = Reduction.SumOverBatchSize, string name = "poisson")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("poisson", yTrue, yPred);
        return Ops.Mean(yPred - (yTrue * Ops.Log(yPred + Crossentropy.Epsilon)), -1);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
