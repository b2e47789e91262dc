using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// An embedding that also computes the reverse projection, from vectors <c>[…, outputDim]</c> to logits <c>[…, inputDim]</c>:
/// <c>x.MatMul(tableᵀ)</c> with tied weights (Press and Wolf, 2016), or with a matrix of its own.
/// </summary>
[KerasSerializable]
public sealed partial class ReversibleEmbedding : Embedding
{
    private static readonly string[] Parameters = ["inputs", "reverse"];
    private Weight? reverseEmbeddings;
    private QuantizedReverse? quantizedReverse;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputDim">The size of the vocabulary: the largest index plus 1.</param>
    /// <param name="outputDim">The dimension of the vectors.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is less than 1.</exception>
    public ReversibleEmbedding(int inputDim, int outputDim)
        : base(inputDim, outputDim)
    {
    }

    /// <summary>Whether the reverse projection uses the table instead of a matrix of its own. Default: true.</summary>
    public bool TieWeights { get; init; } = true;

    /// <summary>The type in which the reverse projection is computed. Default: that of the inputs and the table.</summary>
    public DType? ReverseDType { get; init; }

    /// <summary>The soft cap of the logits: <c>tanh(logits / cap) · cap</c>. Default: null, none.</summary>
    public double? LogitSoftCap
    {
        get;
        init => field = Hyperparameter.Finite(value, nameof(LogitSoftCap), nameof(ReversibleEmbedding));
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => Parameters;

    /// <summary>Calls the reverse projection on Keras tensors: <c>[…, outputDim]</c> becomes <c>[…, inputDim]</c>.</summary>
    /// <param name="input">The vectors.</param>
    /// <returns>The logits.</returns>
    /// <exception cref="ShapeException">The last axis is not that of the table.</exception>
    public KerasTensor ApplyReverse(KerasTensor input) =>
        Record(new([KerasTensor.Leaf(input)], [("reverse", new CallArgument<KerasTensor>.Constant(true))]))[0];

    /// <summary>Writes the reverse projection into the function of this thread.</summary>
    /// <param name="x">The vectors.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    /// <returns>The logits.</returns>
    /// <exception cref="ShapeException">The last axis is not that of the table.</exception>
    public Symbol ApplyReverse(Symbol x, CallContext context) =>
        Execute(new([new CallArgument<Symbol>.Leaf(x)], [("reverse", new CallArgument<Symbol>.Constant(true))], Parameters), context)[0];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        (reverseEmbeddings, quantizedReverse) = (null, null);
        if (TieWeights)
            return;
        if (QuantizedTable is { } table)
        {
            quantizedReverse = table.Reverse();
            quantizedReverse.Create();
        }
        else
        {
            reverseEmbeddings = AddWeight("reverse_embeddings", [OutputDim, InputDim], EmbeddingsInitializer);
        }
    }

    /// <inheritdoc/>
    protected internal override void QuantizeWeights(QuantizationConfig config)
    {
        base.QuantizeWeights(config);
        if (reverseEmbeddings is null)
            return;
        quantizedReverse = QuantizedTable!.Reverse();
        quantizedReverse.CreateFrom(reverseEmbeddings);
        RemoveWeight(reverseEmbeddings);
        reverseEmbeddings = null;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) => [];

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context) => arguments.Flag("reverse")
        ? [Reverse(arguments.Tensors(CallParameters[0])[0])]
        : base.Call(arguments, context);

    private Symbol Reverse(Symbol x)
    {
        if (x.Rank < 1 || (x.Shape[^1] >= 0 && x.Shape[^1] != OutputDim))
            throw new ShapeException(
                $"ReversibleEmbedding '{Name}': expected vectors with a last axis of {OutputDim} to project back, got {x.Shape}.");
        if (QuantizedTable is { } table)
            return Capped(quantizedReverse?.Project(x) ?? table.Project(x));
        Symbol matrix = reverseEmbeddings is { } own ? own.ToSymbol() : Ops.Transpose(Table());
        if (ReverseDType is { } dtype)
            (x, matrix) = (x.Cast(dtype), matrix.Cast(dtype));
        return Capped(Ops.MatMul(x, matrix));
    }

    private Symbol Capped(Symbol logits) => LogitSoftCap is { } bound ? Ops.Tanh(logits / bound) * bound : logits;
}
