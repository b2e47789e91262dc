using TensorFlow;

namespace Keras;

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

    /// <summary>Adds trailing axes to <paramref name="weight"/> until it broadcasts over <paramref name="values"/>.</summary>
    public static Symbol BroadcastTrailing(Symbol weight, Symbol values)
    {
        while (weight.Rank >= 0 && weight.Rank < values.Rank && weight.Rank > 0)
            weight = Ops.ExpandDims(weight, -1);
        return weight;
    }
}
