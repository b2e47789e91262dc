using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The mean of max(1 - y·p, 0)² along the last axis. Targets are -1 or 1; where all are 0 or 1, 0 means -1
/// (<c>keras.losses.SquaredHinge</c>).
/// </summary>
[KerasSerializable]
public sealed partial class SquaredHinge : Loss
{
    /// <summary>Squared hinge loss.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public SquaredHinge(Reduction reduction = Reduction.SumOverBatchSize, string name = "squared_hinge")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("squared_hinge", yTrue, yPred);
        return Ops.Mean(Ops.Square(Hinge.Margins(yTrue, yPred)), -1);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
