using TensorFlow;

namespace Keras;

/// <content>Activation functions along axes.</content>
public static partial class Ops
{
    /// <summary>Positive numbers that sum to 1 along an axis: eˣ / Σ eˣ.</summary>
    /// <param name="x">The logits.</param>
    /// <param name="axis">The axis; the last by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Softmax(Symbol x, int axis = -1) => AlongLast(x, axis, "Softmax", l => RawOps.Softmax(l));

    /// <summary>Positive numbers that sum to 1 over several axes together.</summary>
    /// <param name="x">The logits; the axes' lengths must be known.</param>
    /// <param name="axes">The axes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Softmax(Symbol x, ReadOnlySpan<int> axes) => Together(x, axes, "Softmax", l => RawOps.Softmax(l));

    /// <summary>The logarithm of softmax, computed without its rounding.</summary>
    /// <param name="x">The logits.</param>
    /// <param name="axis">The axis; the last by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol LogSoftmax(Symbol x, int axis = -1) => AlongLast(x, axis, "LogSoftmax", l => RawOps.LogSoftmax(l));

    /// <inheritdoc cref="Softmax(Symbol, ReadOnlySpan{int})"/>
    public static Symbol LogSoftmax(Symbol x, ReadOnlySpan<int> axes) => Together(x, axes, "LogSoftmax", l => RawOps.LogSoftmax(l));

    /// <summary>The projection onto the probabilities: max(x - τ, 0) with τ such that they sum to 1 along an axis (Martins and Astudillo, 2016).</summary>
    /// <param name="x">The logits.</param>
    /// <param name="axis">The axis; the last by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Sparsemax(Symbol x, int axis = -1) => AlongLast(x, axis, "Sparsemax", Sparsemax);

    /// <summary>Splits an axis in two halves a and b: a · sigmoid(b) (Dauphin et al., 2016).</summary>
    /// <param name="x">The axis must have an even length.</param>
    /// <param name="axis">The axis; the last by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis has an odd length, or one that is not known.</exception>
    public static Symbol Glu(Symbol x, int axis = -1)
    {
        int position = Position(x, axis, "Glu");
        long length = x.Shape[position];
        if (length < 0 || length % 2 != 0)
            throw new ShapeException($"Glu: expected an even length of axis {axis}, which is split in two, got {x.Shape}.");
        Symbol[] halves = RawOps.Split(x.Graph.Constant(position, DType.Int32), x, 2);
        return halves[0] * RawOps.Sigmoid(halves[1]);
    }

    private static Symbol Sparsemax(Symbol logits)
    {
        Graph graph = logits.Graph;
        Symbol count = Shape(logits, -1);
        Symbol last = graph.Constant(-1, DType.Int32);
        Symbol sorted = RawOps.TopKV2(logits, count).Values;
        Symbol sums = RawOps.Cumsum(sorted, last);
        Symbol ranks = RawOps.Range(graph.Constant(1, DType.Int32), count + 1, graph.Constant(1, DType.Int32)).Cast(logits.DType);
        Symbol support = Greater(sorted - ((sums - 1) / ranks), 0);
        Symbol size = Sum(support.Cast(logits.DType), -1, keepDims: true);
        Symbol tau = (Sum(Where(support, sums, sums.Number(0)), -1, keepDims: true) - 1) / size;
        return Maximum(logits - tau, 0);
    }

    /// <summary>Applies a function of the last axis to any: the last axis itself gets no further op, so that losses find the softmax.</summary>
    private static Symbol AlongLast(Symbol x, int axis, string name, Func<Symbol, Symbol> function)
    {
        if (axis == -1 && x.Rank != 0)
            return function(x);
        int position = Position(x, axis, name);
        int last = x.Rank - 1;
        if (position == last)
            return function(x);
        int[] order = [.. Enumerable.Range(0, x.Rank)];
        (order[position], order[last]) = (last, position);
        return Transpose(function(Transpose(x, order)), order);
    }

    private static Symbol Together(Symbol x, ReadOnlySpan<int> axes, string name, Func<Symbol, Symbol> function)
    {
        List<int> reduced = [];
        foreach (int axis in axes)
            reduced.Add(Position(x, axis, name));
        if (reduced.Count == 0 || reduced.Distinct().Count() != reduced.Count)
            throw new ArgumentException($"{name}: expected at least one axis, each once, got [{string.Join(", ", reduced)}].", nameof(axes));
        int[] order = [.. Enumerable.Range(0, x.Rank).Except(reduced), .. reduced];
        Symbol moved = Transpose(x, order);
        Symbol shape = RawOps.Shape(moved);
        int kept = x.Rank - reduced.Count;
        Symbol flat = RawOps.Reshape(moved, Concatenate([RawOps.Slice(shape, x.Graph.Constant([0]), x.Graph.Constant([kept])), x.Graph.Constant([-1])], 0));
        int[] back = [.. Enumerable.Range(0, x.Rank).OrderBy(i => order[i])];
        return Transpose(RawOps.Reshape(function(flat), shape), back).WithShape(x.Shape);
    }

    private static int Position(Symbol x, int axis, string name)
    {
        int rank = x.Rank;
        return axis >= -rank && axis < rank
            ? axis < 0 ? axis + rank : axis
            : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"{name}: expected an axis of {x.Shape}, got {axis}.");
    }
}
