using System.Text.Json.Nodes;
using Keras.Layers;
using TensorFlow;

namespace Keras.CustomParts;

public sealed class Embedding : Layer
{
    private Weight? embeddings;

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

    public int InputDim { get; }

    public int OutputDim { get; }

    public Initializer EmbeddingsInitializer { get; init; } = Initializer.RandomUniform;

    public Regularizer? EmbeddingsRegularizer { get; init; }

    public Constraint? EmbeddingsConstraint { get; init; }

    public bool MaskZero { get; init; }

    protected override LayerWorkload Workload => LayerWorkload.Lookup;

    protected override int? IndexCount => InputDim;

    protected override bool SupportsMasking => MaskZero;

    protected override bool Autocast => false;

    public static Embedding FromConfig(Config config)
    {
        config.Ignore("input_length");
        return new(config.GetInt("input_dim"), config.GetInt("output_dim"))
        {
            EmbeddingsInitializer = config.GetObject("embeddings_initializer", Initializer.Registry) ?? Initializer.RandomUniform,
            EmbeddingsRegularizer = config.GetObject("embeddings_regularizer", Regularizer.Registry),
            EmbeddingsConstraint = config.GetObject("embeddings_constraint", Constraint.Registry),
            MaskZero = config.GetBool("mask_zero", false),
        };
    }

    // The table needs no shape: Keras has none where the layer was built by hand.
    protected override JsonObject BuildConfig() =>
        BuildInputs[0].Rank < 0 ? new() { ["shapes_dict"] = new JsonObject() } : base.BuildConfig();

    protected override IReadOnlyList<Shape> BuildShapesOf(JsonObject envelope) =>
        envelope["build_config"] is JsonObject build && build["shapes_dict"] is JsonObject { Count: 0 }
            ? [Shape.Unknown] : base.BuildShapesOf(envelope);

    protected override void Build(Shape input)
    {
        embeddings = AddWeight("embeddings", [InputDim, OutputDim], EmbeddingsInitializer, EmbeddingsRegularizer, EmbeddingsConstraint);
    }

    protected override Symbol Call(Symbol x, CallContext context)
    {
        Symbol indices = x.DType is DType.Int32 or DType.Int64 ? x : x.Cast(DType.Int32);
        Symbol output = Ops.Take(embeddings!, indices, 0).Cast(DTypePolicy.ComputeDType);
        if (MaskZero)
            context.SetMask(output, RawOps.NotEqual(x, x.Number(0)));
        return output;
    }

    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks) => [null];

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("input_dim", InputDim)
            .Set("output_dim", OutputDim)
            .Set("embeddings_initializer", EmbeddingsInitializer)
            .Set("embeddings_regularizer", EmbeddingsRegularizer)
            .Set("activity_regularizer", ActivityRegularizer)
            .Set("embeddings_constraint", EmbeddingsConstraint)
            .Set("mask_zero", MaskZero);
    }
}
