using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Multi-head attention: queries, keys and values are projected to heads, softmax(Q Kᵀ / √keyDim) V is computed for each, and the heads are
/// projected back (Vaswani et al., 2017). <c>attention.Apply(x, x)</c> is self-attention.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(NumHeads), nameof(KeyDim), nameof(ValueDim), nameof(DropoutRate), nameof(UseBias), nameof(UseGate),
    nameof(ProjectedShape), nameof(AttentionAxes), nameof(SlidingWindow), nameof(KernelInitializer), nameof(BiasInitializer),
    nameof(KernelRegularizer), nameof(BiasRegularizer), nameof(ActivityRegularizer), nameof(KernelConstraint), nameof(BiasConstraint),
    nameof(Seed))]
public sealed partial class MultiHeadAttention : ProjectedAttention
{
    private Axes attentionAxes;
    private int[] attended = [1];
    private string scoresEquation = "";
    private string combineEquation = "";

    /// <summary>Creates the layer.</summary>
    /// <param name="numHeads">The number of heads.</param>
    /// <param name="keyDim">The size of each head for queries and keys.</param>
    /// <param name="valueDim">The size of each head for values. Default: that of the keys.</param>
    /// <param name="dropout">The rate of the dropout on the attention scores, in [0, 1]. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or the rate not in [0, 1].</exception>
    public MultiHeadAttention(int numHeads, int keyDim, int? valueDim = null, double dropout = 0)
        : base(dropout)
    {
        if (numHeads < 1)
            throw new ArgumentOutOfRangeException(nameof(numHeads), numHeads,
                $"MultiHeadAttention: expected at least 1 head, got {numHeads}.");
        if (keyDim < 1)
            throw new ArgumentOutOfRangeException(
                nameof(keyDim), keyDim, $"MultiHeadAttention: expected a keyDim of at least 1, got {keyDim}.");
        if (valueDim < 1)
            throw new ArgumentOutOfRangeException(nameof(valueDim), valueDim,
                $"MultiHeadAttention: expected a valueDim of at least 1, got {valueDim}.");
        (NumHeads, KeyDim, ValueDim) = (numHeads, keyDim, valueDim ?? keyDim);
    }

    /// <summary>The number of heads.</summary>
    public int NumHeads { get; }

    /// <summary>The size of each head for queries and keys.</summary>
    public int KeyDim { get; }

    /// <summary>The size of each head for values.</summary>
    public int ValueDim { get; }

    /// <summary>
    /// The output's shape behind the batch and sequence axes (Keras's <c>output_shape</c>). Default: the query's features.
    /// </summary>
    [ConfigArgument("output_shape", Reader = nameof(ReadProjectedShape))]
    public Shape? ProjectedShape { get; init; }

    /// <summary>
    /// The attention axes; positions from the front once the layer is built. Default: all but batch and features.
    /// </summary>
    [ConfigArgument(Reader = nameof(ReadAttentionAxes))]
    public Axes AttentionAxes
    {
        get => attentionAxes;
        // A single axis is a list in files.
        init => attentionAxes = value.IsAll ? value : value.AsSpan().ToArray();
    }

    private protected override string SavedPrefix => "";

    /// <inheritdoc/>
    protected internal override bool RegularizesOutput => false;

    private protected override int[] AttendedAxes => attended;

    private protected override double Factor => 1 / Math.Sqrt(KeyDim);

    private protected override void CheckShapes(Shape query, Shape value, Shape key)
    {
        base.CheckShapes(query, value, key);
        int highest = attentionAxes.IsAll ? value.Rank - 2 : attentionAxes.AsSpan().ToArray().Max(a => a < 0 ? a + value.Rank : a);
        if (query.Rank != value.Rank)
            throw new ShapeException(
                $"MultiHeadAttention '{Name}': expected query and value to have as many axes, got {query} and {value}.");
        if (!attentionAxes.IsAll && (highest > value.Rank - 2 || attentionAxes.AsSpan().ToArray().Any(a => a < -value.Rank + 1 || a == 0)))
            throw new ShapeException(
                $"MultiHeadAttention '{Name}': expected attention axes between the batch axis and the features, got {attentionAxes} for "
                + $"{query}.");
    }

    private protected override void BuildProjections(Shape query, Shape value, Shape key)
    {
        int rank = value.Rank;
        attended = attentionAxes.IsAll ? [.. Enumerable.Range(1, rank - 2)]
            : [.. attentionAxes.AsSpan().ToArray().Select(a => a < 0 ? a + rank : a)];
        attentionAxes = attended;
        (scoresEquation, combineEquation) = Equations(rank + 1);
        Shape projected = ProjectedShape is { Rank: > 0 } given ? given : [query[^1]];
        EinsumDense queries = ToHeads("query", query, KeyDim);
        EinsumDense keys = ToHeads("key", key, KeyDim);
        EinsumDense? gate = UseGate ? ToHeads("gate", query, ValueDim, "sigmoid") : null;
        EinsumDense values = ToHeads("value", value, ValueDim);
        string free = Letters(0, query.Rank - 1), heads = Letters(query.Rank - 1, 2), units = Letters(query.Rank + 1, projected.Rank);
        EinsumDense output = Projection(
            "attention_output", $"{free}{heads},{heads}{units}->{free}{units}",
                Unknowns(query.Rank - 2, projected), units, [.. query[..^1], NumHeads, ValueDim]);
        SetProjections(queries, keys, gate, values, output, attended.Length);
    }

    private protected override Symbol Scores(Symbol query, Symbol key) => Ops.Einsum(scoresEquation, key, query);

    private protected override Symbol Combine(Symbol scores, Symbol value) => Ops.Einsum(combineEquation, scores, value);

    private EinsumDense ToHeads(string name, Shape input, int size, ActivationFunction? activation = null)
    {
        string free = Letters(0, input.Rank - 1), features = Letters(input.Rank - 1, 1), heads = Letters(input.Rank, 2);
        return Projection(name, $"{free}{features},{features}{heads}->{free}{heads}",
            Unknowns(input.Rank - 2, [NumHeads, size]), heads, input, activation);
    }

    // (batch, other axes, attended, heads, size) of queries and keys become (batch, other axes, heads, attended of queries, attended of
    // keys).
    private (string Scores, string Combine) Equations(int rank)
    {
        string target = Letters(0, rank), source = target;
        int next = rank;
        foreach (int axis in Enumerable.Range(0, rank).Where(attended.Contains))
            source = source[..axis] + Letters(next++, 1) + source[(axis + 1)..];
        string batch = string.Concat(Enumerable.Range(0, rank - 1).Where(i => !attended.Contains(i)).Select(i => target[i]));
        string product = batch + string.Concat(attended.Select(a => target[a])) + string.Concat(attended.Select(a => source[a]));
        return ($"{source},{target}->{product}", $"{product},{source}->{target}");
    }

    private static string Letters(int start, int count) => string.Concat(Enumerable.Range(start, count).Select(i => (char)('a' + i)));

    private static Shape Unknowns(int count, Shape behind) =>
        Shape.Create([.. Enumerable.Repeat(Shape.UnknownDimension, count), .. behind]);

    private static Shape? ReadProjectedShape(Config config) =>
        config.GetNode("output_shape") is null or System.Text.Json.Nodes.JsonArray
            ? config.GetShape("output_shape") : Shape.Create(config.GetInt("output_shape"));

    private static Axes ReadAttentionAxes(Config config) => config.GetIntegers("attention_axes");
}
