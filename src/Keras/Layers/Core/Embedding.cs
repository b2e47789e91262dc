using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Maps integer indices to dense vectors, the rows of a table: <c>[batch, …]</c> becomes <c>[batch, …, outputDim]</c>. The gradient of the
/// table is sparse, so that a step updates only the rows that a batch uses where the optimizer allows it (<see
/// cref="Optimizer.Apply(IReadOnlyList{Gradient?})"/>). Negative indices count from the end, as in Keras. Indices out of range are refused
/// before training or evaluation where they are in memory and come straight from an input of the model.
/// </summary>
[KerasSerializable(Ignored = ["input_length"])]
public partial class Embedding : LoraLayer
{
    private Weight? embeddings;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputDim">The size of the vocabulary: the largest index plus 1.</param>
    /// <param name="outputDim">The dimension of the vectors.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is less than 1.</exception>
    public Embedding(int inputDim, int outputDim)
    {
        if (inputDim < 1)
            throw new ArgumentOutOfRangeException(nameof(inputDim), inputDim,
                $"{ClassName}: expected an inputDim of at least 1, got {inputDim}.");
        if (outputDim < 1)
            throw new ArgumentOutOfRangeException(nameof(outputDim), outputDim,
                $"{ClassName}: expected an outputDim of at least 1, got {outputDim}.");
        (InputDim, OutputDim) = (inputDim, outputDim);
    }

    /// <summary>The size of the vocabulary.</summary>
    public int InputDim { get; }

    /// <summary>The dimension of the vectors.</summary>
    public int OutputDim { get; }

    /// <summary>The initializer of the table; <c>Initializer.Constant</c> takes pretrained vectors. Default: random_uniform.</summary>
    public Initializer EmbeddingsInitializer { get; init; } = Initializers.RandomUniform;

    /// <summary>The regularizer of the table. Default: none.</summary>
    [ConfigArgument(Writer = nameof(WriteRegularizers))]
    public Regularizer? EmbeddingsRegularizer { get; init; }

    /// <summary>The constraint of the table. Default: none.</summary>
    public Constraint? EmbeddingsConstraint { get; init; }

    /// <summary>Whether index 0 is padding, which is masked. Default: false.</summary>
    public bool MaskZero { get; init; }

    /// <inheritdoc/>
    protected internal override LayerWorkload Workload => LayerWorkload.Lookup;

    /// <inheritdoc/>
    protected internal override int? IndexCount => InputDim;

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => MaskZero;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> QuantizationModes => QuantizedTable.Modes;

    private protected override Weight? AdaptedWeight => embeddings ?? Quantized?.Made[0];

    private protected QuantizedTable? QuantizedTable => (QuantizedTable?)Quantized;

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    // The table needs no shape: Keras has none where the layer was built by hand.
    /// <inheritdoc/>
    protected internal override JsonObject BuildConfig() =>
        BuildInputs[0].Rank < 0 ? new() { ["shapes_dict"] = new JsonObject() } : base.BuildConfig();

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(JsonObject envelope) =>
        envelope["build_config"] is JsonObject build && build["shapes_dict"] is JsonObject { Count: 0 }
            ? [Shape.Unknown] : base.BuildShapesOf(envelope);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        (embeddings, Quantized) = (null, null);
        if (QuantizationMode is { } mode)
        {
            Quantized = QuantizedTable.Of(this, mode, QuantizationConfig);
            Quantized.Create();
        }
        else
        {
            embeddings = AddWeight(
                "embeddings", [InputDim, OutputDim], EmbeddingsInitializer, EmbeddingsRegularizer, EmbeddingsConstraint);
        }

        BuildLora();
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        Symbol indices = x.DType is DType.Int32 or DType.Int64 ? x : x.Cast(DType.Int32);
        Symbol output = QuantizedTable is { } quantized
            ? WithLora(quantized.Lookup(indices), a => Ops.Take(a, indices, 0))
            : Ops.Take(Table(), indices, 0).Cast(ComputeDType);
        if (MaskZero)
            context.SetMask(output, RawOps.NotEqual(x, x.Number(0)));
        return output;
    }

    /// <inheritdoc/>
    protected internal override void QuantizeWeights(QuantizationConfig config)
    {
        Replace(embeddings!, QuantizedTable.Of(this, config.Mode, config), config);
        embeddings = null;
    }

    private protected override LoraTarget Original(Weight weight) =>
        new(weight, [InputDim, OutputDim], EmbeddingsRegularizer, EmbeddingsConstraint);

    /// <summary>The table; with a low-rank adaptation in the compute type, as in Keras.</summary>
    private protected Symbol Table() => LoraRank is null ? Adapted() : Adapted().Cast(ComputeDType);

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks) => [null];

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) =>
        MaskZero ? [Ops.NotEqual(inputs[0], 0)] : [];

    private void WriteRegularizers(Config config) =>
        config.Set("embeddings_regularizer", EmbeddingsRegularizer).Set("activity_regularizer", ActivityRegularizer);
}
