using System.Text.Json.Nodes;
using Keras.Layers;
using TensorFlow;

namespace Keras.CustomParts;

/// <summary>
/// Attention over sequences <c>[batch, steps, features]</c>: inputs with roles, masks, sublayers with names of their own in files.
/// </summary>
public sealed class MultiHeadAttention(int numHeads, int keyDim) : Layer
{
    private EinsumDense query = null!, key = null!, value = null!, output = null!;

    protected override bool SupportsMasking => true;

    protected override bool MixesSamples => false;

    protected override IReadOnlyList<string> CallParameters => ["query", "value", "key", "attention_mask", "training", "use_causal_mask"];

    protected override IEnumerable<(string Group, Layer Layer)> SavedLayers =>
        !IsBuilt ? [] : [("query_dense", query), ("key_dense", key), ("value_dense", value), ("output_dense", output)];

    public static MultiHeadAttention FromConfig(Config config) => new(config.GetInt("num_heads"), config.GetInt("key_dim"));

    public KerasTensor Apply(KerasTensor queries, KerasTensor values, KerasTensor? attentionMask = null, bool useCausalMask = false) =>
        ApplyAll(CallArguments.Of<KerasTensor>(queries, values)
            .And("attention_mask", attentionMask).And("use_causal_mask", useCausalMask ? true : null))[0];

    protected override IReadOnlyList<Shape> BuildShapesOf(CallArguments<Symbol> arguments) =>
        [arguments.Tensors("query")[0].Shape, arguments.Tensors("value")[0].Shape];

    protected override JsonObject BuildConfig() =>
        new() { ["shapes_dict"] = new Config().Set("query_shape", BuildInputs[0]).Set("value_shape", BuildInputs[1]).ToJson() };

    protected override IReadOnlyList<Shape> BuildShapesOf(JsonObject envelope)
    {
        if (envelope?["build_config"]?["shapes_dict"] is not JsonObject shapes)
            return [];
        Config config = new((JsonObject)shapes.DeepClone());
        return [config.GetShape("query_shape")!, config.GetShape("value_shape")!];
    }

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        query = Projection("query", "abc,cde->abde", [-1, numHeads, keyDim], "de", inputs[0]);
        key = Projection("key", "abc,cde->abde", [-1, numHeads, keyDim], "de", inputs[1]);
        value = Projection("value", "abc,cde->abde", [-1, numHeads, keyDim], "de", inputs[1]);
        output = Projection("attention_output", "abcd,cde->abe", [-1, inputs[0][^1]], "e", [.. inputs[0][..^1], numHeads, keyDim]);
    }

    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        Symbol q = arguments.Tensors("query")[0], v = arguments.Tensors("value")[0];
        Symbol? mask = context.MaskOf(q) is { } own ? Ops.ExpandDims(own, -1) : null;
        if (context.MaskOf(v) is { } values)
            mask = And(mask, Ops.ExpandDims(values, -2));
        if (arguments.Has("attention_mask"))
            mask = And(arguments.Tensors("attention_mask")[0].Cast(DType.Bool), mask ?? null);
        Symbol? expanded = mask is { } given ? Ops.ExpandDims(given, 1) : null;
        Symbol heads = query.Apply(q, context), keys = key.Apply(v, context);
        Symbol attended = Ops.DotProductAttention(
            heads, keys, value.Apply(v, context), mask: expanded, scale: 1 / Math.Sqrt(keyDim),
            isCausal: arguments.Flag("use_causal_mask"));
        Symbol joined = output.Apply(attended, context);
        if (context.MaskOf(q) is { } queryMask)
            context.SetMask(joined, queryMask);
        return [joined];
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("num_heads", numHeads).Set("key_dim", keyDim);
    }

    private static Symbol And(Symbol? first, Symbol? second) =>
        first is { } a ? second is { } b ? RawOps.LogicalAnd(a, b) : a : second!.Value;

    private EinsumDense Projection(string name, string equation, Shape outputShape, string biasAxes, Shape input)
    {
        EinsumDense projection =
            AddLayer(new EinsumDense(equation, outputShape, null, biasAxes) { Name = name, DTypePolicy = DTypePolicy });
        projection.BuildFor(input);
        return projection;
    }
}
