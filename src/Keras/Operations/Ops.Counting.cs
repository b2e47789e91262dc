using TensorFlow;

namespace Keras;

/// <content>Distinct elements and their counts.</content>
public static partial class Ops
{
    /// <summary>The number of occurrences of each non-negative integer, or the sum of their weights.</summary>
    /// <param name="x">Non-negative integers, <c>[n]</c> or <c>[batch, n]</c>.</param>
    /// <param name="weights">Weights of the shape of x; null (default) to count.</param>
    /// <param name="minLength">The least length of the result. Default: 0.</param>
    /// <returns>The last axis has the length of the largest integer + 1, or <paramref name="minLength"/> if that is more. Counts are
    /// int32.</returns>
    /// <remarks>XLA cannot compile this function, because the length depends on the elements.</remarks>
    public static Symbol Bincount(Symbol x, Symbol? weights = null, int minLength = 0)
    {
        Required.AtLeast("Bincount", 0, minLength);
        RequireRank(x, "Bincount", 1, 2);
        if (weights is { } one && !one.Shape.IsCompatibleWith(x.Shape))
            throw new ShapeException($"Bincount: expected weights of the shape {x.Shape} of the numbers counted, got {one.Shape}.");
        DType dtype = weights is { } given ? TypePromotion.Result(x.DType, given.DType) : DType.Int32;
        x = x.DType is DType.Int32 or DType.Int64 ? x : x.Cast(DType.Int32);
        Symbol length = RawOps.Maximum(RawOps.Max(x, AllAxes(x)) + 1, x.Number(minLength));
        Symbol summed = weights is not { } w ? RawOps.Fill(x.Graph.Constant([0]), Int(x, 0))
            : w.DType is DType.Int32 or DType.Int64 or DType.Float32 or DType.Float64 ? w
            : w.Cast(w.DType.IsInteger ? DType.Int32 : DType.Float32);
        long[] counts = x.Rank == 1 ? [-1] : [x.Shape[0], -1];
        return RawOps.DenseBincount(x, length, summed).Cast(dtype).WithShape(TensorFlow.Shape.Create(counts));
    }

    /// <summary>The number of elements in each of several intervals of equal length, and the limits of the intervals.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="bins">The number of intervals. Default: 10.</param>
    /// <param name="range">The outer limits; null (default) for the smallest and the largest element. Elements outside are left
    /// out.</param>
    /// <returns>The counts in the type of x, <c>[bins]</c>, and the limits, <c>[bins + 1]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of intervals is not positive.</exception>
    public static (Symbol Counts, Symbol Edges) Histogram(Symbol x, int bins = 10, (double Minimum, double Maximum)? range = null)
    {
        Required.AtLeast("Histogram", 1, bins);
        if (range is { } ends && !(double.IsFinite(ends.Minimum) && double.IsFinite(ends.Maximum) && ends.Minimum <= ends.Maximum))
            throw new ArgumentException(
                "Histogram: expected a range of two finite numbers, the smaller one first, got "
                + FormattableString.Invariant($"({ends.Minimum}, {ends.Maximum})."), nameof(range));
        Symbol flat = x.Reshape([-1]);
        DType computed = x.DType == DType.Float64 ? DType.Float64 : DType.Float32;
        Symbol least = range is { } limits ? x.Graph.Constant(limits.Minimum, computed) : RawOps.Min(flat, AllAxes(flat)).Cast(computed);
        Symbol most = range is { } others ? x.Graph.Constant(others.Maximum, computed) : RawOps.Max(flat, AllAxes(flat)).Cast(computed);
        Symbol edges = LinearlySpaced(least, most, bins + 1).Cast(x.DType);
        Symbol inside = RawOps.LogicalAnd(RawOps.GreaterEqual(flat.Cast(computed), least), RawOps.LessEqual(flat.Cast(computed), most));
        Symbol interval = SearchSorted(edges[1..^1], flat, "right");
        Symbol counts = RawOps.UnsortedSegmentSum(inside.Cast(x.DType), interval, Int(x, bins));
        return (counts.WithShape([bins]), edges);
    }

    /// <summary>The distinct elements, where each first occurs, which one each element is, and how often each occurs.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="sorted">Whether they come in ascending order, instead of in that of their first occurrences. Default: true.</param>
    /// <param name="axis">The axis whose entries are compared; null (default) for the flattened elements.</param>
    /// <param name="size">The number of distinct elements returned, the last ones left out or <paramref name="fillValue"/> put behind; null
    /// (default) for as many as there are.</param>
    /// <param name="fillValue">The value of the padding. Default: 0.</param>
    /// <returns> The distinct elements; the position of the first occurrence of each, the position of each element among the distinct ones
    /// and the counts, as int32. </returns>
    /// <remarks>XLA cannot compile this function, because the length depends on the elements.</remarks>
    public static (Symbol Values, Symbol Indices, Symbol Inverse, Symbol Counts) Unique(
        Symbol x, bool sorted = true, int? axis = null, int? size = null, double fillValue = 0)
    {
        Symbol list = axis is null ? x.Reshape([-1]) : x;
        int along = axis is { } given ? Position(x, given, "Unique") : 0;
        (Symbol values, Symbol inverse, Symbol counts) = list.Rank == 1
            ? RawOps.UniqueWithCounts(list)
            : RawOps.UniqueWithCountsV2(list, x.Graph.Constant([along]));
        Symbol count = Shape(values, along);
        Symbol positions = RawOps.UnsortedSegmentMin(CountUpTo(Shape(list, along)), inverse, count);
        if (sorted)
        {
            Symbol order = values.Rank == 1 ? ArgSort(values) : LexicographicOrder(values, along);
            values = RawOps.GatherV2(values, order, Int(x, along));
            positions = RawOps.GatherV2(positions, order, Int(x, 0));
            counts = RawOps.GatherV2(counts, order, Int(x, 0));
            inverse = RawOps.GatherV2(RawOps.InvertPermutation(order), inverse, Int(x, 0));
        }

        if (size is { } wanted)
        {
            values = Sized(values, along, wanted, fillValue);
            positions = Sized(positions, 0, wanted, 1);
            counts = Sized(counts, 0, wanted, 0);
        }

        return (values, positions, axis is null ? RawOps.Reshape(inverse, Shape(x)) : inverse, counts);
    }

    private static Symbol Sized(Symbol x, int axis, int size, double fill)
    {
        Symbol present = Shape(x, axis);
        Symbol kept = RawOps.GatherV2(x, CountUpTo(RawOps.Minimum(present, Int(x, size))), Int(x, axis));
        Symbol missing = RawOps.Maximum(Int(x, size) - present, Int(x, 0));
        Symbol none = x.Graph.Constant([0, 0]);
        Symbol[] rows = [.. Enumerable.Repeat(none, x.Rank)];
        rows[axis] = RawOps.Pack([Int(x, 0), missing]);
        Symbol padded = RawOps.PadV2(kept, RawOps.Pack(rows), x.Number(fill));
        long[] shape = [.. x.Shape];
        shape[axis] = size;
        return padded.WithShape([.. shape]);
    }

    // Stable sorts by each column, from the last to the first.
    private static Symbol LexicographicOrder(Symbol values, int axis)
    {
        Symbol rows = MoveAxis(values, axis, 0);
        Symbol matrix = Reshaped(rows, Shape(rows, 0), -1);
        Symbol columns = Permuted(matrix, [1, 0]);
        return ControlFlow.While(
            [Shape(columns, 0) - 1, CountUpTo(Shape(columns, 1)), columns],
            state => RawOps.GreaterEqual(state[0], state[0].Number(0)),
            state =>
            {
                Symbol column = RawOps.GatherV2(RawOps.GatherV2(state[2], state[0], Int(state[0], 0)), state[1], Int(state[0], 0));
                return [state[0] - 1, RawOps.GatherV2(state[1], ArgSort(column), Int(state[0], 0)), state[2]];
            },
            "lexicographic_order")[1];
    }

    private static Symbol CountUpTo(Symbol count) => RawOps.Range(count.Number(0), count, count.Number(1));
}
