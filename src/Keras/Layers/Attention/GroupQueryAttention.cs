using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Grouped-query attention: multi-head attention in which several query heads share a key-value head (Ainslie et al., 2023). With one
/// key-value head it is multi-query attention, with as many as query heads multi-head attention.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(HeadDim), nameof(NumQueryHeads), nameof(NumKeyValueHeads), nameof(UseBias), nameof(UseGate), nameof(SlidingWindow),
    nameof(DropoutRate), nameof(KernelInitializer), nameof(BiasInitializer), nameof(KernelRegularizer), nameof(BiasRegularizer),
    nameof(ActivityRegularizer), nameof(KernelConstraint), nameof(BiasConstraint), nameof(Seed))]
public sealed partial class GroupQueryAttention : ProjectedAttention
{
    private static readonly int[] Attended = [1];

    /// <summary>Creates the layer.</summary>
    /// <param name="headDim">The size of each head.</param>
    /// <param name="numQueryHeads">The number of query heads.</param>
    /// <param name="numKeyValueHeads">The number of key-value heads, which divides that of query heads.</param>
    /// <param name="dropout">The rate of the dropout on the attention scores, in [0, 1]. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or the rate not in [0, 1].</exception>
    /// <exception cref="ArgumentException">The number of key-value heads does not divide that of query heads.</exception>
    public GroupQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads, double dropout = 0)
        : base(dropout)
    {
        foreach ((string name, int number)
            in new[] { (nameof(headDim), headDim), (nameof(numQueryHeads), numQueryHeads), (nameof(numKeyValueHeads), numKeyValueHeads) })
        {
            if (number < 1)
                throw new ArgumentOutOfRangeException(name, number, $"GroupQueryAttention: expected {name} of at least 1, got {number}.");
        }

        if (numQueryHeads % numKeyValueHeads != 0)
        {
            throw new ArgumentException(
                $"GroupQueryAttention: expected a number of query heads that the number of key and value heads divides, "
                + $"got {numQueryHeads} and {numKeyValueHeads}.", nameof(numKeyValueHeads));
        }

        (HeadDim, NumQueryHeads, NumKeyValueHeads) = (headDim, numQueryHeads, numKeyValueHeads);
    }

    /// <inheritdoc/>
    protected internal override string NamePrefix => "grouped_query_attention";

    /// <summary>The size of each head.</summary>
    public int HeadDim { get; }

    /// <summary>The number of query heads.</summary>
    public int NumQueryHeads { get; }

    /// <summary>The number of key-value heads.</summary>
    public int NumKeyValueHeads { get; }

    private protected override string SavedPrefix => "_";

    private protected override int[] AttendedAxes => Attended;

    private protected override double Factor => 1 / Math.Sqrt(HeadDim);

    private protected override void CheckShapes(Shape query, Shape value, Shape key)
    {
        base.CheckShapes(query, value, key);
        if (query.Rank != 3 || value.Rank != 3)
            throw new ShapeException(
                $"GroupQueryAttention '{Name}': expected query and value of 3 axes, [batch, steps, features], got {query} and {value}.");
        if (query[^1] != value[^1])
            throw new ShapeException(
                $"GroupQueryAttention '{Name}': expected query and value with as many features, got {query} and {value}; "
                + "project one of them with Dense, or use MultiHeadAttention.");
    }

    private protected override void BuildProjections(Shape query, Shape value, Shape key)
    {
        Shape heads = [Shape.UnknownDimension, NumQueryHeads, HeadDim], shared = [Shape.UnknownDimension, NumKeyValueHeads, HeadDim];
        EinsumDense queries = Projection("query", "bqm,muh->bquh", heads, "uh", query);
        EinsumDense keys = Projection("key", "bkm,mvh->bkvh", shared, "vh", key);
        EinsumDense? gate = UseGate ? Projection("gate", "bqm,muh->bquh", heads, "uh", query, "sigmoid") : null;
        EinsumDense values = Projection("value", "bkm,mvh->bkvh", shared, "vh", value);
        EinsumDense output = Projection("attention_output", "bquh,uhm->bqm",
            [Shape.UnknownDimension, query[^1]], "m", [-1, -1, NumQueryHeads, HeadDim]);
        SetProjections(queries, keys, gate, values, output, 1);
    }

    private protected override Symbol Heads(Symbol projected, Symbol query) =>
        NumQueryHeads == NumKeyValueHeads ? projected : Ops.Repeat(projected, NumQueryHeads / NumKeyValueHeads, 2);

    private protected override Symbol Scores(Symbol query, Symbol key) => Ops.Einsum("bquh,bkuh->buqk", query, key);

    private protected override Symbol Combine(Symbol scores, Symbol value) => Ops.Einsum("buqk,bkuh->bquh", scores, value);
}
