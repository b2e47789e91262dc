using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// max(n - p + 1, 0) with p = Σ y·ŷ and n = max (1 - y)·ŷ along the last axis: for one-hot targets (<c>keras.losses.CategoricalHinge</c>).
/// </summary>
[KerasSerializable]
public sealed partial class CategoricalHinge : Loss
{
    /// <summary>Categorical hinge loss.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public CategoricalHinge(Reduction reduction = Reduction.SumOverBatchSize, string name = "categorical_hinge")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("categorical_hinge", yTrue, yPred);
        Symbol right = Ops.Sum(yTrue * yPred, -1);
        Symbol wrong = Ops.MaxOrNaN((1 - yTrue) * yPred, -1);
        return Ops.Maximum(wrong - right + 1, 0);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
