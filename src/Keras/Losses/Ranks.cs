using TensorFlow;

namespace Keras.Losses;

/// <summary>Makes <c>[n]</c> and <c>[n, 1]</c> meet (<c>keras.losses.loss.squeeze_or_expand_to_same_rank</c>).</summary>
internal static class Ranks
{
    public static (Symbol First, Symbol Second) Match(Symbol first, Symbol second, bool expandRank1 = true)
    {
        Shape a = first.Shape, b = second.Shape;
        if (a.Rank < 0 || b.Rank < 0 || a.Rank == b.Rank)
            return (first, second);
        if (a.Rank - b.Rank == 1)
        {
            if (a[^1] == 1)
                return (b.Rank == 1 && expandRank1) ? (first, Ops.ExpandDims(second, -1)) : (Ops.Squeeze(first, -1), second);
        }
        else if (b.Rank - a.Rank == 1 && b[^1] == 1)
        {
            return (a.Rank == 1 && expandRank1) ? (Ops.ExpandDims(first, -1), second) : (first, Ops.Squeeze(second, -1));
        }

        return (first, second);
    }

    /// <summary>
    /// Targets and predictions for an elementwise formula. Where Keras would broadcast targets of another rank over the batch, or fail when
    /// it runs, this refuses.
    /// </summary>
    /// <exception cref="ShapeException">The shapes are incompatible.</exception>
    public static (Symbol Truth, Symbol Predictions) Fit(string what, Symbol yTrue, Symbol yPred)
    {
        (Symbol truth, Symbol predictions) = Match(yTrue, yPred);
        Shape t = truth.Shape, p = predictions.Shape;
        if (t.Rank < 0 || p.Rank < 0)
            return (truth, predictions);
        if (p.Rank == 0 || t.Rank != p.Rank || !BroadcastTogether(t, p))
        {
            string hint = yTrue.Rank == yPred.Rank - 1
                ? "; for class indices use a sparse_categorical loss or metric, or ToCategorical" : "";
            throw new ShapeException($"{what}: expected targets of the predictions' shape {yPred.Shape}, got {yTrue.Shape}{hint}.");
        }

        return (truth, predictions);
    }

    /// <summary>Class indices as <c>[n, …]</c> for predictions <c>[n, …, classes]</c>, given so or with a last axis of length 1.</summary>
    public static Symbol ClassIndices(Symbol yTrue, Symbol yPred) =>
        yTrue.Rank == yPred.Rank && yTrue.Rank > 0 && yTrue.Shape[^1] == 1 ? Ops.Squeeze(yTrue, -1) : yTrue;

    /// <summary>Whether the shapes can stand on both sides of an elementwise op, as in NumPy.</summary>
    public static bool BroadcastTogether(Shape a, Shape b)
    {
        if (a.Rank < 0 || b.Rank < 0)
            return true;
        for (int i = 1; i <= Math.Min(a.Rank, b.Rank); i++)
        {
            if (a[^i] != b[^i] && a[^i] > 1 && b[^i] > 1)
                return false;
        }

        return true;
    }
}
