using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <content>The computation.</content>
public abstract partial class ProjectedAttention
{
    /// <summary>The scale of the scores.</summary>
    private protected abstract double Factor { get; }

    /// <summary>The attention axes of the inputs.</summary>
    private protected abstract int[] AttendedAxes { get; }

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
