using System.Globalization;
using System.Text.Json.Nodes;
using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of the attention layers that project queries, keys and values to several heads: softmax(Q Kᵀ / √size) V for each head, joined
/// by a last projection
/// (Vaswani et al., 2017). Masks that come with query, value and key count; the output has the query's.
/// </summary>
[KerasSerializable]
public abstract partial class ProjectedAttention : Layer
{
    private const string QuantizationKey = "quantization_config";
    private readonly Dictionary<string, QuantizationConfig> projectionConfigs = new(StringComparer.Ordinal);
    private static readonly string[] Parameters =
    [
        "query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask",
            "return_attention_scores", "training", "use_causal_mask",
    ];

    private static readonly string[] Roles = ["query", "value", "key"];
    private EinsumDense query = null!;
    private EinsumDense key = null!;
    private EinsumDense value = null!;
    private EinsumDense? gate;
    private EinsumDense output = null!;
    private Softmax softmax = null!;
    private Dropout dropout = null!;

    private protected ProjectedAttention(double dropout)
    {
        if (dropout is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(dropout), dropout,
                string.Create(CultureInfo.InvariantCulture, $"{ClassName}: expected a dropout rate in [0, 1], got {dropout}."));
        DropoutRate = Hyperparameter.Meant(dropout);
    }

    /// <summary>The rate of the dropout on the attention scores.</summary>
    [ConfigArgument("dropout")]
    public double DropoutRate { get; }

    /// <summary>Whether the projections have biases. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>
    /// Whether the attended values are multiplied by a gate, a sigmoid of a projection of the query, before they are joined (gated
    /// attention, arXiv:2505.06708).
    /// Default: false.
    /// </summary>
    [ConfigArgument(OmittedAtDefault = true)] // Releases before 3.15 refuse the key.
    public bool UseGate { get; init; }

    /// <summary>The number of positions, its own included, that a target looks at on either side. Default: all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    [ConfigArgument(OmittedAtDefault = true)] // Releases before 3.15 refuse the key.
    public int? SlidingWindow
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"{ClassName}: expected a sliding window of at least 1 position, got {value}.");
    }

    /// <summary>Whether attention uses a fused kernel. TensorFlow has none on any device, so true is refused, as by Keras on TensorFlow.
    /// Default: false.</summary>
    /// <exception cref="NotSupportedException">The value is true.</exception>
    [ConfigIgnore]
    public bool? FlashAttention
    {
        get;
        init => field = value != true ? value : throw new NotSupportedException(
            $"{ClassName}: the TensorFlow runtime has no flash attention; leave FlashAttention at its default.");
    }

    /// <summary>The initializer of the projections' kernels. Default: glorot_uniform.</summary>
    public Initializer KernelInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>The initializer of the projections' biases. Default: zeros.</summary>
    public Initializer BiasInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The regularizer of the projections' kernels. Default: none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>The regularizer of the projections' biases. Default: none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>The constraint of the projections' kernels. Default: none.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>The constraint of the projections' biases. Default: none.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>The seed of the dropout. Default: one that follows from <see cref="Runtime.Seed"/>.</summary>
    [ConfigArgument(OmittedAtDefault = true)] // Keras 3.3 refuses the key.
    public long? Seed { get; init; }

    /// <inheritdoc/>
    protected internal override LayerWorkload Workload => LayerWorkload.Sequence;

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => Parameters;

    /// <summary>The prefix of the projections' names in Keras's files.</summary>
    private protected abstract string SavedPrefix { get; }

    /// <summary>The scale of the scores.</summary>
    private protected abstract double Factor { get; }

    /// <summary>The axes that attention works along, of the inputs.</summary>
    private protected abstract int[] AttendedAxes { get; }

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Group, Layer Layer)> SavedLayers => !IsBuilt
        ? []
        :
        [
            ($"{SavedPrefix}query_dense", query), ($"{SavedPrefix}key_dense", key), .. gate is null
                ? Array.Empty<(string, Layer)>() : [("_gate_dense", gate)],
            ($"{SavedPrefix}value_dense", value), ("_softmax", softmax),
                ("_dropout_layer", dropout), ($"{SavedPrefix}output_dense", output),
        ];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(CallArguments<Symbol> arguments) =>
        [.. Roles.Where(arguments.Has).Select(r => arguments.Tensors(r)[0].Shape)];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(JsonObject envelope)
    {
        if (envelope["build_config"] is not JsonObject build || build["shapes_dict"] is not JsonObject shapes)
            return [];
        Config config = new((JsonObject)shapes.DeepClone());
        return [.. Roles.Select(r => config.GetShape($"{r}_shape")).OfType<Shape>()];
    }

    /// <inheritdoc/>
    protected internal override JsonObject BuildConfig()
    {
        Config shapes = new();
        for (int i = 0; i < BuildInputs.Count; i++)
            shapes.Set($"{Roles[i]}_shape", BuildInputs[i]);
        return new() { ["shapes_dict"] = shapes.ToJson() };
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count is not (2 or 3))
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected a query and a value, and perhaps a key, got {inputs.Count} inputs; call Apply(query, "
                + "value).");
        Shape keyShape = inputs[^1];
        CheckShapes(inputs[0], inputs[1], keyShape);
        BuildProjections(inputs[0], inputs[1], keyShape);
    }

    /// <summary>Checks the shapes of the inputs.</summary>
    private protected virtual void CheckShapes(Shape query, Shape value, Shape key)
    {
        foreach ((string role, Shape shape) in new[] { ("query", query), ("value", value), ("key", key) })
        {
            if (shape.Rank < 3 || shape[^1] < 1)
                throw new ShapeException(
                    $"{ClassName} '{Name}': expected a {role} of at least 3 axes, [batch, …, features], whose last is known, got {shape}.");
        }

        for (int i = 1; i < Math.Max(value.Rank, key.Rank) - 1; i++)
        {
            if (value.Rank != key.Rank || (value[i] >= 0 && key[i] >= 0 && value[i] != key[i]))
                throw new ShapeException(
                    $"{ClassName} '{Name}': expected value and key to have equal axes but for the last, got {value} and {key}.");
        }
    }

    /// <inheritdoc/>
    internal override void WriteEnvelope(JsonObject envelope)
    {
        base.WriteEnvelope(envelope);
        // Keras forgets these; in the config it would refuse them.
        LoraLayer[] quantized = [.. SubLayers.OfType<LoraLayer>().Where(l => l.QuantizationConfig is not null)];
        if (quantized.Length > 0)
            envelope[QuantizationKey] = new JsonObject(
                quantized.Select(l => KeyValuePair.Create(l.Name, (JsonNode?)SerializedObject.Wrap(l.QuantizationConfig!))));
    }

    /// <inheritdoc/>
    internal override void ReadEnvelope(JsonObject envelope)
    {
        if (envelope[QuantizationKey] is JsonObject configs)
        {
            foreach ((string name, JsonNode? node) in configs)
                projectionConfigs[name] = QuantizationConfigRegistry.Instance.FromJson(
                    node ?? throw new ConfigException($"{ClassName} '{Name}': expected a quantization config of '{name}', got null."));
        }

        base.ReadEnvelope(envelope);
    }

    // The projections are no arguments: their policies are written by their paths, which Keras reads, too.
    private protected override DTypePolicy WrittenPolicy
    {
        get
        {
            DTypePolicy own = DTypePolicy is DTypePolicyMap map ? map.DefaultPolicy : DTypePolicy;
            DTypePolicyMap policies = new(own);
            foreach (Layer layer in SubLayers.Where(l => l.QuantizationMode is not null && own.QuantizationMode is null))
                policies[$"{Name}/{layer.Name}"] = layer.ResolvedPolicy;
            return policies.Count > 0 ? policies : DTypePolicy;
        }
    }

    /// <summary>Creates the projections.</summary>
    private protected abstract void BuildProjections(Shape query, Shape value, Shape key);

    private protected void SetProjections(EinsumDense query, EinsumDense key,
        EinsumDense? gate, EinsumDense value, EinsumDense output, int normalizedAxes)
    {
        (this.query, this.key, this.gate, this.value, this.output) = (query, key, gate, value, output);
        AddLayer(query);
        AddLayer(key);
        if (gate is not null)
            AddLayer(gate);
        AddLayer(value);
        softmax = AddLayer(new Softmax(Axes.Create([.. Enumerable.Range(-normalizedAxes, normalizedAxes)])) { DTypePolicy = DTypePolicy });
        dropout = AddLayer(new Dropout(DropoutRate, seed: Seed) { DTypePolicy = DTypePolicy });
        AddLayer(output);
    }

    private protected EinsumDense Projection(string name, string equation, Shape outputShape,
        string biasAxes, Shape input, ActivationFunction? activation = null)
    {
        EinsumDense projection = new(equation, outputShape, activation, UseBias ? biasAxes : null)
        {
            Name = name,
            DTypePolicy = DTypePolicy,
            KernelInitializer = KernelInitializer,
            BiasInitializer = BiasInitializer,
            KernelRegularizer = KernelRegularizer,
            BiasRegularizer = BiasRegularizer,
            ActivityRegularizer = ActivityRegularizer,
            KernelConstraint = KernelConstraint,
            BiasConstraint = BiasConstraint,
            QuantizationConfig = projectionConfigs.GetValueOrDefault(name),
        };
        projection.BuildFor(input);
        return projection;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        if (!arguments.Has("value"))
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected a query and a value, got a query alone; call Apply(query, value).");
        Symbol q = arguments.Tensors("query")[0], v = arguments.Tensors("value")[0];
        Symbol k = arguments.Has("key") ? arguments.Tensors("key")[0] : v;
        CheckShapes(q.Shape, v.Shape, k.Shape);
        bool wantsScores = arguments.Flag("return_attention_scores"), isCausal = IsCausal(arguments);
        Symbol? queryMask = MaskOf(arguments, "query", q, context);
        Symbol? mask = Mask(arguments, q, v, k, queryMask, context);
        bool causalOnly = isCausal && mask is null;
        if (isCausal && !causalOnly)
            mask = AttentionMasks.And(mask, AttentionMasks.Causal(q, v));
        if (SlidingWindow is { } window)
        {
            if (causalOnly)
                (mask, causalOnly) = (AttentionMasks.Causal(q, v), false);
            mask = AttentionMasks.And(mask, AttentionMasks.Window(q, v, window));
        }

        Symbol? gates = gate?.Apply(q, context);
        Symbol heads = query.Apply(q, context);
        (Symbol attended, Symbol? scores) = Attend(heads, Heads(key.Apply(k, context), heads),
            Heads(value.Apply(v, context), heads), mask, causalOnly, wantsScores, context);
        Symbol joined = output.Apply(gates is { } gating ? attended * gating : attended, context);
        if (queryMask is { } own)
            context.SetMask(joined, own);
        return scores is { } both && wantsScores ? [joined, both] : [joined];
    }

    /// <summary>Keys or values for each head of the queries.</summary>
    private protected virtual Symbol Heads(Symbol projected, Symbol query) => projected;

    /// <summary>The scores before the softmax, of scaled queries.</summary>
    private protected abstract Symbol Scores(Symbol query, Symbol key);

    /// <summary>The values weighted by scores.</summary>
    private protected abstract Symbol Combine(Symbol scores, Symbol value);

    private (Symbol Attended, Symbol? Scores) Attend(Symbol q, Symbol k, Symbol v,
        Symbol? mask, bool isCausal, bool wantsScores, CallContext context)
    {
        int axes = AttendedAxes.Length;
        if (DropoutRate == 0 && !wantsScores && q.Rank == 4)
        {
            Symbol? expanded = mask is { } given ? AttentionMasks.Expand(given, 4, axes) : null;
            return (Ops.DotProductAttention(q, k, v, mask: expanded, scale: Factor, isCausal: isCausal), null);
        }

        if (isCausal)
            mask = AttentionMasks.And(mask, AttentionMasks.Causal(q, v));
        Symbol scores = Scores(q * q.Number(Factor), k);
        if (mask is { } allowed)
            context.SetMask(scores, AttentionMasks.Expand(allowed, scores.Rank, axes));
        Symbol weights = softmax.Apply(scores, context);
        return (Combine(DropoutRate > 0 ? dropout.Apply(weights, context) : weights, v), weights);
    }

    private Symbol? Mask(CallArguments<Symbol> arguments, Symbol q, Symbol v, Symbol k, Symbol? queryMask, CallContext context)
    {
        Symbol? mask = queryMask is { } own ? Ops.ExpandDims(own, -1) : null;
        if (MaskOf(arguments, "value", v, context) is { } values)
            mask = AttentionMasks.And(mask, Ops.ExpandDims(values, -2));
        if (arguments.Has("key") && MaskOf(arguments, "key", k, context) is { } keys)
            mask = AttentionMasks.And(mask, Ops.ExpandDims(keys, -2));
        if (!arguments.Has("attention_mask"))
            return mask;
        Symbol given = arguments.Tensors("attention_mask")[0];
        AttentionMasks.Check(given.Shape, ScoresShape(q.Shape, k.Shape), AttendedAxes.Length, this);
        return AttentionMasks.And(given.Cast(DType.Bool), mask);
    }

    private Shape ScoresShape(Shape query, Shape key) => Shape.Create(
    [
        .. query[..^1].Where((_, axis) => !AttendedAxes.Contains(axis)), Shape.UnknownDimension,
            .. AttendedAxes.Select(a => query[a]), .. AttendedAxes.Select(a => key[a]),
    ]);

    private Symbol? MaskOf(CallArguments<Symbol> arguments, string role, Symbol x, CallContext context)
    {
        Symbol? mask = arguments.Has($"{role}_mask") ? arguments.Tensors($"{role}_mask")[0] : context.MaskOf(x);
        if (mask is { } given && (given.Rank < 2 || given.Rank >= x.Rank || !given.Shape.IsCompatibleWith(x.Shape[..given.Rank])))
            throw new ShapeException(
                $"{ClassName} '{Name}': expected the {role}'s mask to have shape {x.Shape[..^1]}, as the {role} {x.Shape} has, "
                + $"got {given.Shape}.");
        return mask?.Cast(DType.Bool);
    }

    // Keras takes a number for the boolean, too.
    private static bool IsCausal(CallArguments<Symbol> arguments) =>
        arguments.Find("use_causal_mask") is CallArgument<Symbol>.Constant { Json: JsonValue json } && json.TryGetValue(out long number)
            ? number != 0
            : arguments.Flag("use_causal_mask");
}
