namespace TensorFlow;

/// <summary>Shapes as symbols, and symbols that are known while the graph is written.</summary>
internal static class Shapes
{
    /// <summary>The shape of a symbol as a list: a constant where it is known.</summary>
    public static Symbol Of(Symbol x)
    {
        Shape shape = x.Shape;
        if (!shape.IsFullyKnown || shape.Any(d => d > int.MaxValue))
            return RawOps.Shape(x);
        return x.Graph.Constant([.. shape.Select(d => (int)d)]);
    }

    /// <summary>The length of one axis, an int32 scalar.</summary>
    public static Symbol Length(Symbol x, int axis)
    {
        Shape shape = x.Shape;
        int position = axis < 0 ? axis + shape.Rank : axis;
        return shape.Rank >= 0 && shape[position] >= 0
            ? x.Graph.Constant(shape[position], DType.Int32)
            : Element(RawOps.Shape(x), axis);
    }

    /// <summary>The number of axes, an int32 scalar.</summary>
    public static Symbol Rank(Symbol x) => x.Shape.Rank >= 0 ? x.Graph.Constant(x.Shape.Rank, DType.Int32) : RawOps.Rank(x);

    /// <summary>One element of a list.</summary>
    public static Symbol Element(Symbol list, int index) => RawOps.StridedSlice(
        list, list.Graph.Constant([index]), list.Graph.Constant([index + 1]),
            list.Graph.Constant([1]), endMask: index == -1 ? 1 : 0, shrinkAxisMask: 1);

    /// <summary>The integers of a constant; null where the symbol is computed.</summary>
    public static long[]? Constant(Symbol symbol)
    {
        if (symbol.Operation.Type != "Const")
            return null;
        using Tensor value = symbol.Operation.GetTensor("value");
        return value.DType switch
        {
            DType.Int32 => [.. value.ToArray<int>().Select(v => (long)v)],
            DType.Int64 => value.ToArray<long>(),
            _ => null,
        };
    }

    /// <summary>Axes counted from 0, each once; null where they or the number of axes are not known.</summary>
    public static int[]? Axes(Symbol x, Symbol axes)
    {
        int rank = x.Rank;
        return rank >= 0 && Constant(axes) is { } values ? [.. values.Select(a => (int)(a < 0 ? a + rank : a)).Distinct().Order()] : null;
    }

    /// <summary>The shape of a reduction's input with reduced axes of length 1.</summary>
    public static Symbol WithReduced(Symbol input, Symbol axes)
    {
        Graph graph = input.Graph;
        Shape shape = input.Shape;
        if (Axes(input, axes) is { } known)
        {
            int[] kept = [.. shape.Select((d, i) => known.Contains(i) ? 1 : (int)d)];
            if (kept.Count(d => d < 0) <= 1 && !kept.Contains(0))
                return graph.Constant(kept);
        }

        Symbol inputShape = RawOps.Shape(input), rank = Rank(input);
        Symbol zero = graph.Constant(0, DType.Int32), one = graph.Constant(1, DType.Int32);
        Symbol list = RawOps.Reshape(axes.Cast(DType.Int32), graph.Constant([-1]));
        Symbol positions = RawOps.FloorMod(list + rank, rank);
        Symbol ones = RawOps.Fill(RawOps.Shape(positions), one);
        return RawOps.DynamicStitch([RawOps.Range(zero, rank, one), positions], [inputShape, ones]);
    }

    /// <summary>One number, in the type and the shape of a symbol.</summary>
    public static Symbol Full(Symbol like, double value) => RawOps.Fill(Of(like), like.Number(value));
}
