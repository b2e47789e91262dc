using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// Brings embeddings of one class together and those of others apart, each pair weighted by how far it is from where it should be. Targets are class
/// numbers <c>[n]</c>, predictions are embeddings <c>[n, d]</c> of length 1 (Sun and others, 2020; <c>keras.losses.Circle</c>).
/// </summary>
public sealed class Circle : Loss
{
    /// <summary>Circle loss.</summary>
    /// <param name="gamma">How sharply; 80 by default.</param>
    /// <param name="margin">How much slack; 0.4 by default.</param>
    /// <param name="removeDiagonal">Whether a sample is no partner of itself; true by default.</param>
    /// <param name="reduction">How the samples' losses become one number.</param>
    /// <param name="name">The name.</param>
    public Circle(
        double gamma = 80, double margin = 0.4, bool removeDiagonal = true, Reduction reduction = Reduction.SumOverBatchSize, string name = "circle")
        : base(name, reduction)
    {
        Gamma = Hyperparameter.Meant(gamma);
        Margin = Hyperparameter.Meant(margin);
        RemoveDiagonal = removeDiagonal;
    }

    /// <summary>How sharply.</summary>
    public double Gamma { get; }

    /// <summary>How much slack.</summary>
    public double Margin { get; }

    /// <summary>Whether a sample is no partner of itself.</summary>
    public bool RemoveDiagonal { get; }

    internal static Circle FromConfig(Config config) => new(
        config.GetDouble("gamma", 80),
        config.GetDouble("margin", 0.4),
        config.GetBool("remove_diagonal", true),
        Reductions.FromConfig(config),
        config.GetString("name", "circle")!)
    {
        DType = DTypePolicy.FromConfig(config).ComputeDType,
    };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        if (yPred.Rank != 2 || yTrue.Rank > 2 || (yTrue.Rank == 2 && yTrue.Shape[1] != 1))
            throw new ShapeException($"circle: expected class numbers [n] and embeddings [n, d], got {yTrue.Shape} and {yPred.Shape}.");
        (Symbol positive, Symbol negative) = Pairs(yTrue.Cast(DType.Int32));
        Symbol distances = Ops.Maximum(1 - yPred.MatMul(Ops.Transpose(yPred, 1, 0)), 0);
        Symbol positiveWeights = Ops.Maximum((Margin + distances) * positive.Cast(yPred.DType), 0);
        Symbol negativeWeights = Ops.Maximum((1 + Margin - distances) * negative.Cast(yPred.DType), 0);
        Symbol together = -Gamma * positiveWeights * (Margin - distances);
        Symbol apart = Gamma * negativeWeights * (1 - Margin - distances);
        return RawOps.Softplus(LogSumExp(together, positive) + LogSumExp(apart, negative));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("gamma", Gamma).Set("margin", Margin).Set("remove_diagonal", RemoveDiagonal);
    }

    // A sample without a partner has loss 0 and does not count.
    private protected override (Symbol Values, Symbol? Mask) CallMasked(Symbol yTrue, Symbol yPred)
    {
        Symbol values = Call(yTrue, yPred);
        return (values, Ops.Greater(values, 0));
    }

    private static Symbol LogSumExp(Symbol x, Symbol mask)
    {
        Symbol masked = Ops.Where(mask, x, x.Number(double.NegativeInfinity));
        Symbol largest = Ops.Max(masked, 1, keepDims: true);
        Symbol shift = Ops.StopGradient(Ops.Where(RawOps.IsFinite(largest), largest, Ops.ZerosLike(largest)));
        return Ops.Log(Ops.Sum(Ops.Exp(masked - shift), 1)) + Ops.Squeeze(shift, 1);
    }

    private (Symbol Positive, Symbol Negative) Pairs(Symbol classes)
    {
        Symbol column = classes.Reshape([-1, 1]);
        Symbol same = Ops.Equal(column, Ops.Transpose(column, 1, 0));
        Symbol different = RawOps.LogicalNot(same);
        if (!RemoveDiagonal)
            return (same, different);
        Symbol zero = classes.Graph.Constant(0, DType.Int32), one = classes.Graph.Constant(1, DType.Int32);
        Symbol index = RawOps.Range(zero, Ops.Size(classes), one);
        Symbol others = Ops.NotEqual(Ops.ExpandDims(index, 1), Ops.ExpandDims(index, 0));
        return (RawOps.LogicalAnd(same, others), different);
    }
}
