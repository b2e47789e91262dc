using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The mean of max(1 - y·p, 0) along the last axis. Targets are -1 or 1; where all are 0 or 1, 0 means -1 (<c>keras.losses.Hinge</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Hinge : Loss
{
    /// <summary>Hinge loss.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public Hinge(Reduction reduction = Reduction.SumOverBatchSize, string name = "hinge")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("hinge", yTrue, yPred);
        return Ops.Mean(Margins(yTrue, yPred), -1);
    }

    internal static Symbol Margins(Symbol yTrue, Symbol yPred)
    {
        Symbol binary = RawOps.LogicalOr(Ops.Equal(yTrue, yTrue.Number(0)), Ops.Equal(yTrue, yTrue.Number(1)));
        Symbol allBinary = RawOps.All(binary, yTrue.Graph.Constant([.. Enumerable.Range(0, yTrue.Rank)]));
        Symbol signs = Ops.Where(allBinary, (2 * yTrue) - 1, yTrue);
        return Ops.Maximum(1 - (signs * yPred), 0);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
