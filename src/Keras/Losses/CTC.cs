using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The loss of connectionist temporal classification: minus the logarithm of the probability of a label sequence, summed over all ways to
/// spread it over the time steps (Graves et al., 2006; <c>keras.losses.CTC</c>). Targets are class indices <c>[n, length]</c> in which 0 is
/// the blank and pads short sequences; predictions are logits <c>[n, time, classes]</c>, not passed through a softmax. As in Keras a
/// sequence that does not fit into the time steps has a loss above 700.
/// </summary>
[KerasSerializable]
public sealed partial class CTC : Loss
{
    /// <summary>Connectionist temporal classification.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public CTC(Reduction reduction = Reduction.SumOverBatchSize, string name = "ctc")
        : base(name, reduction)
    {
    }

    /// <inheritdoc/>
    protected internal override bool TakesClassIndices => true;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Targets or predictions have other axes.</exception>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        if (yTrue.Rank != 2 || yPred.Rank != 3)
            throw new ShapeException(
                $"ctc: expected class indices [n, length] and logits [n, time, classes], got {yTrue.Shape} and {yPred.Shape}.");
        Symbol labels = ClassIndices.Of(yTrue);
        Symbol labelLengths = Ops.Sum(Ops.NotEqual(labels, labels.Number(0)).Cast(DType.Int32), -1);
        Symbol ones = RawOps.Fill(Ops.ExpandDims(Ops.Shape(yPred, 0), 0), yPred.Graph.Constant(1, DType.Int32));
        return Ops.CtcLoss(yTrue, yPred, labelLengths, ones * Ops.Shape(yPred, 1));
    }
}
