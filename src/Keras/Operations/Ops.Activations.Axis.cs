using TensorFlow;

namespace Keras;

/// <content>Activation functions along axes.</content>
public static partial class Ops
{
    /// <summary>Positive numbers that sum to 1 along an axis: eˣ / Σ eˣ.</summary>
    /// <param name="x">The logits.</param>
    /// <param name="axis">The axis; the last by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Softmax(Symbol x, int axis = -1)
    {
        if (x.Shape is { Rank: > 0 } shape && axis >= -shape.Rank && axis < shape.Rank && shape[axis < 0 ? axis + shape.Rank : axis] == 1)
            Warnings.Tell($"A softmax over axis {axis} of a tensor of shape {shape} is always 1, because that axis has length 1; "
                + "a sigmoid may be meant.");
        return AlongLast(x, axis, "Softmax", l => RawOps.Softmax(l));
    }

    /// <summary>Positive numbers that sum to 1 over several axes together.</summary>
    /// <param name="x">The logits; the axes' lengths must be known.</param>
    /// <param name="axis">The axes; <see cref="Axes.All"/> for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Softmax(Symbol x, Axes axis) => Together(x, axis, "Softmax", l => RawOps.Softmax(l));

    /// <summary>The logarithm of softmax, computed without its rounding.</summary>
    /// <param name="x">The logits.</param>
    /// <param name="axis">The axis; the last by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol LogSoftmax(Symbol x, int axis = -1) => AlongLast(x, axis, "LogSoftmax", LogSoftmaxOfLast);

    /// <inheritdoc cref="Softmax(Symbol, Axes)"/>
    public static Symbol LogSoftmax(Symbol x, Axes axis) => Together(x, axis, "LogSoftmax", LogSoftmaxOfLast);

    /// <summary>
    /// Sparse probabilities: max(x - τ, 0) along an axis (Martins and Astudillo, 2016). As in Keras, τ comes from the sum of all partial
    /// sums of the positive elements, not from the last: where several are positive, they sum to less than 1.
    /// </summary>
    /// <param name="x">The logits.</param>
    /// <param name="axis">The axis; the last by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Sparsemax(Symbol x, int axis = -1) => AlongLast(x, axis, "Sparsemax", SparsemaxOfLast);

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

    // The runtime's gradient of LogSoftmax sums along axis 1, whatever the rank: it is right for matrices only.
    private static Symbol LogSoftmaxOfLast(Symbol logits) => logits.Rank == 2
        ? RawOps.LogSoftmax(logits)
        : RawOps.Reshape(RawOps.LogSoftmax(AsMatrix(logits)), Shape(logits));

    private static Symbol SparsemaxOfLast(Symbol logits)
    {
        Symbol last = logits.Graph.Constant(-1, DType.Int32);
        Symbol sorted = SortedDown(logits);
        Symbol sums = RawOps.Cumsum(sorted, last);
        Symbol ranks = (CountUpTo(Shape(logits, -1)) + 1).Cast(logits.DType);
        Symbol support = Greater(sorted - ((sums - 1) / ranks), 0);
        Symbol size = Sum(support.Cast(logits.DType), -1, keepDims: true);
        Symbol tau = (Sum(Where(support, sums, sums.Number(0)), -1, keepDims: true) - 1) / size;
        return Maximum(logits - tau, 0);
    }

    /// <summary>The last axis, largest first. TopKV2 has no gradient in the runtime, so the rows are gathered by its indices.</summary>
    private static Symbol SortedDown(Symbol x)
    {
        Symbol rows = AsMatrix(x);
        Symbol length = Shape(rows, 1);
        Symbol positions = RawOps.TopKV2(rows, length).Indices + ExpandDims(CountUpTo(Shape(rows, 0)) * length, 1);
        return RawOps.Reshape(RawOps.GatherV2(rows.Reshape([-1]), positions, Int(x, 0)), Shape(x));
    }

    private static Symbol AsMatrix(Symbol x) => RawOps.Reshape(x, Stack([x.Graph.Constant(-1, DType.Int32), Shape(x, -1)]));

    /// <summary>Applies a function of the last axis to any: the last axis itself gets no further op, so that losses find the
    /// softmax.</summary>
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
        return Permuted(function(Permuted(x, order)), order);
    }

    private static Symbol Together(Symbol x, Axes axes, string name, Func<Symbol, Symbol> function)
    {
        int[] reduced = Positions(x, axes, name);
        if (reduced.Length == 0)
            throw new ArgumentException($"{name}: expected at least one axis, each once, got {axes}.", nameof(axes));
        int[] order = [.. Enumerable.Range(0, x.Rank).Except(reduced), .. reduced];
        Symbol moved = Permuted(x, order);
        Dimension[] lengths = Dimensions(moved);
        int kept = x.Rank - reduced.Length;
        Symbol flat = Reshaped(moved, [.. lengths.AsSpan(..kept), Dimension.Product(x, lengths.AsSpan(kept..))]);
        return InvertedPermuted(Reshaped(function(flat), lengths), order).WithShape(x.Shape);
    }
}
