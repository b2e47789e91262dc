using TensorFlow;

namespace Keras.Layers;

/// <summary>Attention masks: which sources each target may attend to, <c>[batch, targets, sources]</c>.</summary>
internal static class AttentionMasks
{
    /// <summary>Both masks together; null where there is neither.</summary>
    public static Symbol? And(Symbol? first, Symbol? second) =>
        first is { } a && second is { } b ? RawOps.LogicalAnd(a, b) : first ?? second;

    /// <summary>The causal mask, sources up to the target's own position: <c>[1, targets, sources]</c>.</summary>
    public static Symbol Causal(Symbol query, Symbol value) =>
        RawOps.GreaterEqual(Positions(query, -1), Positions(value, -2));

    /// <summary>The mask of a sliding window, sources fewer than so many positions away: <c>[1, targets, sources]</c>.</summary>
    public static Symbol Window(Symbol query, Symbol value, int size) =>
        RawOps.Less(RawOps.Abs(Positions(query, -1) - Positions(value, -2)), query.Graph.Constant(size, DType.Int32));

    /// <summary>A mask with axes of length 1 in front of those of targets and sources, as many as scores have.</summary>
    public static Symbol Expand(Symbol mask, int rank, int attentionAxes)
    {
        while (mask.Rank < rank)
            mask = Ops.ExpandDims(mask, (-attentionAxes * 2) - 1);
        return mask;
    }

    /// <summary>Checks that a mask, once it is expanded, broadcasts to scores.</summary>
    /// <exception cref="ShapeException">There are too few axes or too many, or a length is another.</exception>
    public static void Check(Shape mask, Shape scores, int attentionAxes, Layer layer)
    {
        List<long> expanded = [.. mask];
        bool fits = mask.Rank >= 2 * attentionAxes && mask.Rank <= scores.Rank;
        while (fits && expanded.Count < scores.Rank)
            expanded.Insert(expanded.Count - (2 * attentionAxes), 1);
        fits = fits && expanded.Zip(scores).All(p => p.First is 1 or < 0 || p.Second < 0 || p.First == p.Second);
        if (!fits)
        {
            throw new ShapeException(
                $"{layer.ClassName} '{layer.Name}': expected an attention mask that broadcasts to [batch, …, targets, sources] of the "
                + $"scores {scores}, got {mask}.");
        }
    }

    private static Symbol Positions(Symbol x, int axis)
    {
        Symbol zero = x.Graph.Constant(0, DType.Int32), one = x.Graph.Constant(1, DType.Int32);
        Symbol positions = RawOps.Range(
            zero, x.Shape[1] is >= 0 and var known ? x.Graph.Constant(known, DType.Int32) : Ops.Shape(x, 1), one);
        return Ops.ExpandDims(Ops.ExpandDims(positions, 0), axis);
    }
}
