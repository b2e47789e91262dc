using TensorFlow;

namespace Keras.Optimizers;

/// <summary>Limits on gradients (<c>BaseOptimizer._clip_gradients</c>).</summary>
internal static class GradientClipping
{
    public static IReadOnlyList<Gradient?> Apply(Optimizer optimizer, IReadOnlyList<Gradient?> gradients)
    {
        if (optimizer.ClipNorm is { } norm)
            return [.. gradients.Select(g => g is { } gradient ? gradient.Map(x => ByNorm(x, norm)) : g)];
        if (optimizer.GlobalClipNorm is { } globalNorm)
            return ByGlobalNorm(gradients, globalNorm);
        if (optimizer.ClipValue is { } value)
            return [.. gradients.Select(g => g?.Map(x => RawOps.ClipByValue(x, x.Number(-value), x.Number(value))))];
        return gradients;
    }

    // tf.clip_by_norm: g * c / max(|g|, c).
    private static Symbol ByNorm(Symbol gradient, double limit)
    {
        Symbol squares = Ops.Sum(gradient * gradient);
        Symbol isPositive = RawOps.Greater(squares, squares.Number(0));
        Symbol safe = RawOps.SelectV2(isPositive, squares, RawOps.OnesLike(squares));
        Symbol norm = RawOps.SelectV2(isPositive, RawOps.Sqrt(safe), squares);
        return gradient * limit / RawOps.Maximum(norm, norm.Number(limit));
    }

    // Of rows the norm is that of the values, and the result is a tensor, as in Keras.
    // tf.clip_by_global_norm: g * c * min(1/N, 1/c), with N the norm of all gradients; NaN where N is not finite.
    private static Gradient?[] ByGlobalNorm(IReadOnlyList<Gradient?> gradients, double limit)
    {
        Symbol[] halfSquares = [.. gradients.OfType<Gradient>().Select(g => RawOps.L2Loss(g.Values))];
        Symbol norm = RawOps.Sqrt(Ops.Sum(RawOps.Pack(halfSquares)) * 2);
        Symbol scale = limit * RawOps.Minimum(1 / norm, norm.Number(1) / norm.Number(limit));
        Symbol checkedScale = scale + (norm - norm);
        return [.. gradients.Select(g => g is { } gradient ? (Gradient?)(gradient.ToDense() * checkedScale) : null)];
    }
}
