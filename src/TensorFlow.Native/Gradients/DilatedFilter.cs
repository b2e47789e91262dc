namespace TensorFlow;

/// <summary>A filter with zeros between its elements: without a dilation, it does what the filter does with one.</summary>
internal static class DilatedFilter
{
    /// <summary>The lengths of the filter with the zeros.</summary>
    public static int[] Lengths(Shape filter, long[] dilations) =>
        [.. filter.Select((length, axis) => checked((int)(axis < dilations.Length ? ((length - 1) * dilations[axis]) + 1 : length)))];

    /// <summary>The filter with the zeros.</summary>
    public static Symbol Spread(Symbol filter, long[] dilations)
    {
        Graph graph = filter.Graph;
        (int[] begin, int[] end, int[] steps) = Positions(filter.Shape, dilations);
        return RawOps.StridedSliceGrad(
            graph.Constant(Lengths(filter.Shape, dilations)), graph.Constant(begin), graph.Constant(end), graph.Constant(steps), filter);
    }

    /// <summary>The elements of a filter without the places of the zeros.</summary>
    public static Symbol Gather(Symbol spread, long[] dilations)
    {
        Graph graph = spread.Graph;
        int[] begin = new int[spread.Rank], steps = Steps(spread.Rank, dilations);
        int[] end = [.. spread.Shape.Select(d => (int)d)];
        return RawOps.StridedSlice(spread, graph.Constant(begin), graph.Constant(end), graph.Constant(steps));
    }

    private static (int[] Begin, int[] End, int[] Steps) Positions(Shape filter, long[] dilations) =>
        (new int[filter.Rank], Lengths(filter, dilations), Steps(filter.Rank, dilations));

    private static int[] Steps(int rank, long[] dilations) =>
        [.. Enumerable.Range(0, rank).Select(axis => axis < dilations.Length ? (int)dilations[axis] : 1)];
}
