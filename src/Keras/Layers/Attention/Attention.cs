using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Dot-product attention without projections (Luong et al., 2015): softmax(Q Kᵀ) V of a list of a query <c>[batch, targets, features]</c>,
/// a value <c>[batch, sources, features]</c> and optionally a key <c>[batch, sources, features]</c>.
/// </summary>
[KerasSerializable]
public partial class Attention : Layer
{
    private static readonly string[] Parameters = ["inputs", "mask", "training", "return_attention_scores", "use_causal_mask"];
    private readonly SeedGenerator? random;

    /// <summary>Creates the layer.</summary>
    /// <param name="useScale">Whether the scores are multiplied by a learned scalar. Default: false.</param>
    /// <param name="scoreMode">"dot" (default) for dot products, "concat" for a learned scalar times Σ tanh(query + key).</param>
    /// <param name="dropout">The rate of the dropout on the attention scores, in [0, 1]. Default: 0.</param>
    /// <param name="seed">The seed of the dropout. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">There is no such mode, or the rate is not in [0, 1].</exception>
    public Attention(bool useScale = false, string scoreMode = "dot", double dropout = 0, long? seed = null)
    {
        if (dropout is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(dropout), dropout,
                string.Create(CultureInfo.InvariantCulture, $"{ClassName}: expected a dropout rate in [0, 1], got {dropout}."));
        if (scoreMode is not ("dot" or "concat"))
            throw new ArgumentException($"{ClassName}: expected the score mode dot or concat, got '{scoreMode}'.", nameof(scoreMode));
        (UseScale, ScoreMode, DropoutRate, Seed) = (useScale, scoreMode, Hyperparameter.Meant(dropout), seed);
        if (dropout > 0)
            random = AddSeedGenerator(seed);
    }

    /// <summary>Whether the scores are multiplied by a learned scalar.</summary>
    public bool UseScale { get; }

    /// <summary>"dot" or "concat".</summary>
    public string ScoreMode { get; }

    /// <summary>The rate of the dropout on the attention scores.</summary>
    [ConfigArgument("dropout")]
    public double DropoutRate { get; }

    /// <summary>The seed of the dropout; null for one that follows from <see cref="Runtime.Seed"/>.</summary>
    [ConfigArgument(OmittedAtDefault = true)] // Releases before 3.13 refuse the key.
    public long? Seed { get; }

    /// <inheritdoc/>
    protected internal override LayerWorkload Workload => LayerWorkload.Attention;

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => Parameters;

    /// <summary>The learned scale; null for none.</summary>
    private protected Weight? ScaleWeight { get; set; }

    private Weight? ConcatWeight { get; set; }

    /// <summary>Calls the layer on Keras tensors.</summary>
    /// <param name="query">The targets, <c>[batch, targets, features]</c>.</param>
    /// <param name="value">The sources, <c>[batch, sources, features]</c>.</param>
    /// <param name="key">The sources as they are compared with the query, <c>[batch, sources, features]</c>. Default: the value.</param>
    /// <param name="queryMask">The targets to keep, boolean, <c>[batch, targets]</c>; the output is 0 at others. Default: the mask that
    /// comes with the query.</param>
    /// <param name="valueMask">The sources to attend to, boolean, <c>[batch, sources]</c>. Default: the mask that comes with the
    /// value.</param>
    /// <param name="useCausalMask">Whether targets attend only to sources up to their own position. Default: false.</param>
    /// <param name="training">Whether the call trains or infers, whatever the model does. Default: as the model.</param>
    /// <returns>The output, <c>[batch, targets, features]</c>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public KerasTensor Apply(
        KerasTensor query,
        KerasTensor value,
        KerasTensor? key = null,
        KerasTensor? queryMask = null,
        KerasTensor? valueMask = null,
        bool useCausalMask = false,
        bool? training = null) =>
        Record(Arguments(query, value, key, queryMask, valueMask, useCausalMask, false, training))[0];

    /// <summary>Calls the layer on Keras tensors and also returns the attention scores: <c>[batch, targets, sources]</c>.</summary>
    /// <inheritdoc cref="Apply(KerasTensor, KerasTensor, KerasTensor?, KerasTensor?, KerasTensor?, bool, bool?)"/>
    /// <returns>The output, <c>[batch, targets, features]</c>, and the scores.</returns>
    public (KerasTensor Output, KerasTensor Scores) ApplyWithScores(
        KerasTensor query,
        KerasTensor value,
        KerasTensor? key = null,
        KerasTensor? queryMask = null,
        KerasTensor? valueMask = null,
        bool useCausalMask = false,
        bool? training = null)
    {
        IReadOnlyList<KerasTensor> both = Record(Arguments(query, value, key, queryMask, valueMask, useCausalMask, true, training));
        return (both[0], both[1]);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        CheckInputs(inputs);
        ScaleWeight = UseScale ? AddWeight("scale", Shape.Scalar, Initializers.Ones) : null;
        ConcatWeight = ScoreMode == "concat" ? AddWeight("concat_score_weight", Shape.Scalar, Initializers.Ones) : null;
    }

    /// <summary>Checks the shapes of query, value and key.</summary>
    private protected void CheckInputs(IReadOnlyList<Shape> inputs)
    {
        string list = string.Join(" and ", inputs);
        if (inputs.Count is not (2 or 3))
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected a list of query and value, and perhaps key, got {inputs.Count} inputs.");
        if (inputs.Any(s => s.Rank is >= 0 and < 2))
            throw new ShapeException($"{ClassName} '{Name}': expected inputs of at least 2 axes, [batch, …, steps, features], got {list}.");
        (Shape query, Shape value, Shape key) = (inputs[0], inputs[1], inputs[^1]);
        if (Differ(query[^1], key[^1]))
            throw new ShapeException($"{ClassName} '{Name}': expected query and key to have as many features, got {list}.");
        if (Differ(value[^2], key[^2]))
            throw new ShapeException($"{ClassName} '{Name}': expected value and key to have as many steps, got {list}.");

        static bool Differ(long a, long b) => a >= 0 && b >= 0 && a != b;
    }

    /// <summary>The scores of a query and a key before the softmax, <c>[batch, targets, sources]</c>.</summary>
    private protected virtual Symbol Scores(Symbol query, Symbol key)
    {
        if (ScoreMode == "dot")
        {
            Symbol products = Ops.MatMul(query, Ops.SwapAxes(key, -2, -1));
            return ScaleWeight is null ? products : Ops.Multiply(products, ScaleWeight);
        }

        Symbol sums = Ops.Add(Ops.ExpandDims(query, -2), Ops.ExpandDims(key, -3));
        return Ops.Multiply(ConcatWeight!, Ops.Sum(Ops.Tanh(ScaleWeight is null ? sums : Ops.Multiply(ScaleWeight, sums)), -1));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        IReadOnlyList<Symbol> inputs = arguments.Tensors("inputs");
        CheckInputs([.. inputs.Select(i => i.Shape)]);
        (Symbol query, Symbol value, Symbol key) = (inputs[0], inputs[1], inputs[^1]);
        Symbol scores = Scores(query, key);
        Symbol? allowed = MaskOf(value, "value", context);
        if (allowed is { Rank: 2 } rows)
            allowed = Ops.ExpandDims(rows, -2);
        if (arguments.Flag("use_causal_mask"))
            allowed = AttentionMasks.And(allowed, Causal(scores));
        if (allowed is not null && !scores.DType.IsFloatingPoint)
            scores = scores.Cast(DType.Float32);
        if (allowed is { } mask)
            scores = RawOps.SelectV2(mask, scores, scores - scores.Number(scores.DType == DType.Float16 ? 65504.0 : 1e9));
        Symbol weights = Ops.Softmax(scores, -1);
        if (context.Training && random is not null)
            weights = random.Next().Dropout(weights, DropoutRate);
        Symbol output = Ops.MatMul(weights, value);
        if (MaskOf(query, "query", context) is { } counts)
            output = RawOps.SelectV2(Ops.ExpandDims(counts, -1), output, output.Number(0));
        return arguments.Flag("return_attention_scores") ? [output, weights] : [output];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks) => [masks[0]];

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        if (masks[0] is not { } mask)
            return [];
        OperationRecording call = new("ConvertToTensor");
        foreach (string setting in (ReadOnlySpan<string>)["dtype", "sparse", "ragged"])
            call.Set(setting, null);
        call.Add(mask);
        return [call.One()];
    }

    private Symbol? MaskOf(Symbol x, string role, CallContext context)
    {
        if (context.MaskOf(x) is not { } mask)
            return null;
        return mask.Rank >= 1 && mask.Rank < x.Rank && mask.Shape.IsCompatibleWith(x.Shape[..mask.Rank])
            ? mask.Cast(DType.Bool)
            : throw new ShapeException(
                $"{ClassName} '{Name}': expected the {role}'s mask to have shape {x.Shape[..^1]}, as the {role} {x.Shape} has, "
                + $"got {mask.Shape}.");
    }

    private static Symbol Causal(Symbol scores)
    {
        Symbol zero = scores.Graph.Constant(0, DType.Int32), one = scores.Graph.Constant(1, DType.Int32);
        Symbol targets = RawOps.Range(zero, Ops.Shape(scores, scores.Rank - 2), one), sources =
            RawOps.Range(zero, Ops.Shape(scores, scores.Rank - 1), one);
        return Ops.ExpandDims(RawOps.GreaterEqual(Ops.ExpandDims(targets, -1), Ops.ExpandDims(sources, 0)), 0);
    }

    private static CallArguments<KerasTensor> Arguments(
        KerasTensor query, KerasTensor value, KerasTensor? key, KerasTensor? queryMask,
            KerasTensor? valueMask, bool useCausalMask, bool wantsScores, bool? training)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(value);
        List<(string, CallArgument<KerasTensor>)> named = [];
        if (queryMask is not null || valueMask is not null)
            named.Add(("mask", new CallArgument<KerasTensor>.Sequence([Optional(queryMask), Optional(valueMask)])));
        if (training is { } trains)
            named.Add(("training", new CallArgument<KerasTensor>.Constant(trains)));
        if (wantsScores)
            named.Add(("return_attention_scores", new CallArgument<KerasTensor>.Constant(true)));
        if (useCausalMask)
            named.Add(("use_causal_mask", new CallArgument<KerasTensor>.Constant(true)));
        KerasTensor[] inputs = key is null ? [query, value] : [query, value, key];
        return new([new CallArgument<KerasTensor>.Sequence([.. inputs.Select(KerasTensor.Leaf)])], named, Parameters);

        static CallArgument<KerasTensor> Optional(KerasTensor? mask) =>
            mask is null ? new CallArgument<KerasTensor>.Constant(null) : KerasTensor.Leaf(mask);
    }
}
