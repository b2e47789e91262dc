using TensorFlow;

namespace Keras;

/// <content>Attention.</content>
public static partial class Ops
{
    /// <summary>Scaled dot-product attention: softmax(scale · Q Kᵀ + bias) V for each head (Vaswani et al., 2017).</summary>
    /// <param name="query">Shape <c>[batch, targets, heads, size]</c>.</param>
    /// <param name="key">Shape <c>[batch, sources, keyHeads, size]</c>; where there are fewer heads of keys, several heads of queries share
    /// one.</param>
    /// <param name="value">Shape <c>[batch, sources, keyHeads, size]</c>.</param>
    /// <param name="bias">The bias of the scores, of a shape that broadcasts to <c>[batch, heads, targets, sources]</c>; null
    /// (default) for none.</param>
    /// <param name="mask">The attention mask, booleans of a shape that broadcasts to <c>[batch, heads, targets, sources]</c>; null
    /// (default) for no mask.</param>
    /// <param name="scale">The factor of the scores; null (default) for 1 / √size.</param>
    /// <param name="isCausal">Whether targets look at sources up to their own position only. Default: false.</param>
    /// <returns>The shape of the query.</returns>
    /// <exception cref="ShapeException">An operand does not have four axes.</exception>
    public static Symbol DotProductAttention(
        Symbol query, Symbol key, Symbol value, Symbol? bias = null, Symbol? mask = null, double? scale = null, bool isCausal = false)
    {
        foreach (Symbol operand in new[] { query, key, value })
            RequireRank(operand, "DotProductAttention", 4);
        DType dtype = TypePromotion.Result(query.DType, key.DType, value.DType);
        (query, key, value) = (query.Cast(dtype), key.Cast(dtype), value.Cast(dtype));
        (long heads, long keyHeads) = (query.Shape[2], key.Shape[2]);
        bool fits = Agree(query.Shape[0], key.Shape[0]) && Agree(query.Shape[3], key.Shape[3])
            && key.Shape[..3].IsCompatibleWith(value.Shape[..3])
            && (heads < 0 || keyHeads < 1 || heads % keyHeads == 0);
        if (!fits)
            throw new ShapeException(
                "DotProductAttention: expected a query [batch, targets, heads, dim], keys [batch, sources, heads, dim] and values [batch, "
                + $"sources, heads, …], got {query.Shape}, {key.Shape} and {value.Shape}.");
        if (heads > keyHeads && keyHeads > 1)
        {
            key = Repeat(key, (int)(heads / keyHeads), 2);
            value = Repeat(value, (int)(heads / keyHeads), 2);
        }

        if (bias is null && mask is null && query.Shape[3] > 0
            && FusedOps.Attention(query, key, value, (float)(scale ?? 1 / Math.Sqrt(query.Shape[3])), isCausal) is { } fused)
            return fused;
        if (query.Graph.UsesFusedOps)
            throw new UnfusedOperationException("attention with a mask has none of the kernels");
        Symbol scores = RawOps.Einsum([query, key], "BTNH,BSNH->BNTS").Cast(TypePromotion.Result(dtype, DType.Float32));
        scores *= scale is { } factor ? scores.Number(factor)
            : key.Shape[3] >= 0 ? scores.Number(1 / MathF.Sqrt(key.Shape[3]))
            : (1 / RawOps.Sqrt(Shape(key, 3).Cast(DType.Float32))).Cast(scores.DType);
        if (bias is { } summand)
            scores += summand.Cast(dtype).Cast(scores.DType);
        scores = Masked(scores, mask, isCausal);
        Symbol weights = RawOps.Softmax(scores).Cast(key.DType);
        return RawOps.Einsum([weights, value], "BNTS,BSNH->BTNH");
    }

    private static bool Agree(long first, long second) => first < 0 || second < 0 || first == second;

    private static Symbol Masked(Symbol scores, Symbol? mask, bool isCausal)
    {
        Symbol? seen = mask?.Cast(DType.Bool);
        if (isCausal)
        {
            Symbol earlier = RawOps.LessEqual(DistancesOf(scores), Int(scores, 0));
            seen = seen is { } allowed ? RawOps.LogicalAnd(allowed, earlier) : earlier;
        }

        // As in Keras: a large negative number instead of -∞, so that a row of nothing but masked scores has no NaN.
        double hidden = -0.7 * (scores.DType == DType.Float16 ? 65500.0 : 3.38953e38);
        return seen is { } visible ? RawOps.SelectV2(visible, scores, scores.Number(hidden)) : scores;
    }
}
