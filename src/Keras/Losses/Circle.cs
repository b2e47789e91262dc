using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// Brings embeddings of one class together and those of others apart, each pair weighted by the distance from its optimum. Targets are
/// class indices <c>[n]</c>, predictions are embeddings <c>[n, d]</c> of length 1 (Sun and others, 2020; <c>keras.losses.Circle</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Circle : Loss
{
    /// <summary>Circle loss.</summary>
    /// <param name="gamma">The scale factor γ. Default: 80.</param>
    /// <param name="margin">The margin. Default: 0.4.</param>
    /// <param name="removeDiagonal">Whether the pair of a sample with itself is left out. Default: true.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public Circle(
        double gamma = 80, double margin = 0.4,
        bool removeDiagonal = true, Reduction reduction = Reduction.SumOverBatchSize, string name = "circle")
        : base(name, reduction)
    {
        Gamma = Hyperparameter.Finite(gamma, nameof(gamma), nameof(Circle));
        Margin = Hyperparameter.Finite(margin, nameof(margin), nameof(Circle));
        RemoveDiagonal = removeDiagonal;
    }

    /// <summary>The scale factor γ.</summary>
    public double Gamma { get; }

    /// <summary>The margin.</summary>
    public double Margin { get; }

    /// <summary>Whether the pair of a sample with itself is left out.</summary>
    public bool RemoveDiagonal { get; }

    /// <summary>
    /// Writes the loss of each sample by its distance from reference embeddings instead of those of the batch: <c>keras.losses.circle</c>
    /// with <c>ref_labels</c> and <c>ref_embeddings</c>.
    /// </summary>
    /// <param name="yTrue">The class indices of the samples, <c>[n]</c>.</param>
    /// <param name="yPred">Their embeddings, <c>[n, d]</c>, of length 1.</param>
    /// <param name="referenceLabels">The class indices of the references, <c>[m]</c>; null for those of the samples.</param>
    /// <param name="referenceEmbeddings">The references, <c>[m, d]</c>, of length 1; null for the samples themselves.</param>
    /// <returns>The losses, <c>[n]</c>, not reduced; 0 for a sample without a pair. With <see cref="RemoveDiagonal"/> the pair of a
    /// sample with the reference at its own position is left out.</returns>
    /// <exception cref="ShapeException">The shapes of labels and embeddings are incompatible.</exception>
    public Symbol ApplyToReferences(Symbol yTrue, Symbol yPred, Symbol? referenceLabels = null, Symbol? referenceEmbeddings = null)
    {
        Symbol labels = referenceLabels ?? yTrue, embeddings = referenceEmbeddings is { } given ? given.Cast(yPred.DType) : yPred;
        Check(yTrue, yPred);
        Check(labels, embeddings);
        if (!yPred.Shape[1..].IsCompatibleWith(embeddings.Shape[1..]))
            throw new ShapeException(
                $"circle: expected reference embeddings of {yPred.Shape[1]} features, as the embeddings have, got {embeddings.Shape}.");
        (Symbol positive, Symbol negative) = Pairs(ClassIndices.Of(yTrue), ClassIndices.Of(labels));
        Symbol distances = Ops.Maximum(1 - yPred.MatMul(Ops.Transpose(embeddings, 1, 0)), 0);
        Symbol positiveWeights = Ops.Maximum((Margin + distances) * positive.Cast(yPred.DType), 0);
        Symbol negativeWeights = Ops.Maximum((1 + Margin - distances) * negative.Cast(yPred.DType), 0);
        Symbol together = -Gamma * positiveWeights * (Margin - distances);
        Symbol apart = Gamma * negativeWeights * (1 - Margin - distances);
        return RawOps.Softplus(LogSumExp(together, positive) + LogSumExp(apart, negative));
    }

    /// <inheritdoc/>
    protected internal override bool MixesSamples => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => ApplyToReferences(yTrue, yPred);

    // A sample without a pair has loss 0 and does not count.
    /// <inheritdoc/>
    protected internal override (Symbol Values, Symbol? Mask) CallMasked(Symbol yTrue, Symbol yPred)
    {
        Symbol values = Call(yTrue, yPred);
        return (values, Ops.Greater(values, 0));
    }

    private static Symbol LogSumExp(Symbol x, Symbol mask)
    {
        Symbol masked = Ops.Where(mask, x, x.Number(double.NegativeInfinity));
        // A batch of no samples has no losses: nothing is largest, and nothing is refused.
        Symbol largest = RawOps.Max(masked, masked.Graph.Constant([1]), keepDims: true);
        Symbol shift = Ops.StopGradient(Ops.Where(RawOps.IsFinite(largest), largest, Ops.ZerosLike(largest)));
        return Ops.Log(Ops.Sum(Ops.Exp(masked - shift), 1)) + Ops.Squeeze(shift, 1);
    }

    private static void Check(Symbol labels, Symbol embeddings)
    {
        if (embeddings.Rank != 2 || labels.Rank is not (1 or 2) || (labels.Rank == 2 && labels.Shape[1] != 1) || !labels.Shape[..1]
            .IsCompatibleWith(embeddings.Shape[..1]))
            throw new ShapeException(
                $"circle: expected class indices [n] and embeddings [n, d], got {labels.Shape} and {embeddings.Shape}.");
    }

    private (Symbol Positive, Symbol Negative) Pairs(Symbol classes, Symbol references)
    {
        Symbol same = Ops.Equal(classes.Reshape([-1, 1]), references.Reshape([1, -1]));
        Symbol different = RawOps.LogicalNot(same);
        if (!RemoveDiagonal)
            return (same, different);
        Symbol zero = classes.Graph.Constant(0, DType.Int32), one = classes.Graph.Constant(1, DType.Int32);
        Symbol row = RawOps.Range(zero, Ops.Size(classes), one), column = RawOps.Range(zero, Ops.Size(references), one);
        Symbol others = Ops.NotEqual(Ops.ExpandDims(row, 1), Ops.ExpandDims(column, 0));
        return (RawOps.LogicalAnd(same, others), different);
    }
}
