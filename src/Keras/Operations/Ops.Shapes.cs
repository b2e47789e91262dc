using TensorFlow;
using TensorShape = TensorFlow.Shape;

namespace Keras;

/// <content>Shapes and the order of axes.</content>
public static partial class Ops
{
    /// <summary>The lengths of the axes, as an int32 list.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Shape(Symbol x) => x.Shape.IsFullyKnown
        ? x.Graph.Constant([.. x.Shape.Select(d => checked((int)d))])
        : RawOps.Shape(x);

    /// <summary>The length of one axis, an int32 scalar.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis.</param>
    public static Symbol Shape(Symbol x, int axis)
    {
        TensorShape known = x.Shape;
        int position = known.Rank < 0 ? axis : Position(known, axis, "Shape");
        return known.Rank >= 0 && known[position] >= 0
            ? x.Graph.Constant(known[position], DType.Int32)
            : RawOps.GatherV2(RawOps.Shape(x), x.Graph.Constant(position, DType.Int32), x.Graph.Constant(0, DType.Int32));
    }

    /// <summary>The number of elements, an int32 scalar.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Size(Symbol x) => x.Shape.IsFullyKnown ? x.Graph.Constant(x.Shape.ElementCount, DType.Int32) : RawOps.Size(x);

    /// <summary>The same elements under another shape.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="newShape">The new lengths; at most one may be -1, which stands for what is left.</param>
    /// <exception cref="ShapeException">The shape has another number of elements, or more than one length of -1.</exception>
    public static Symbol Reshape(Symbol x, TensorShape newShape)
    {
        long known = newShape.Where(d => d >= 0).Aggregate(1L, (product, d) => product * d);
        int rest = newShape.Count(d => d < 0);
        if (rest > 1)
            throw new ShapeException($"Reshape: expected at most one length of -1, got {newShape}.");
        if (x.Shape.IsFullyKnown && x.Shape.ElementCount is var count
            && (rest == 0 ? count != known : known == 0 ? count != 0 : count % known != 0))
            throw new ShapeException(
                $"Reshape: expected a shape of {count} elements, as many as {x.Shape} has, got {newShape}; -1 stands for what is left.");
        return x.Reshape(newShape);
    }

    /// <inheritdoc cref="Reshape(Symbol, TensorShape)"/>
    public static Symbol Reshape(Symbol x, Symbol newShape) => RawOps.Reshape(x, newShape);

    /// <summary>The elements as a list.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Ravel(Symbol x) => x.Reshape([-1]);

    /// <summary>Inserts axes of length 1.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The positions of the new axes in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public static Symbol ExpandDims(Symbol x, Axes axis)
    {
        if (axis.AsSpan().Length == 1 && x.Rank >= 0)
            _ = Position(TensorShape.Create([1, .. x.Shape]), axis.AsSpan()[0], "ExpandDims");
        if (axis.AsSpan().Length == 1)
            return RawOps.ExpandDims(x, x.Graph.Constant(axis.AsSpan()[0], DType.Int32));
        int rank = x.Rank + axis.AsSpan().Length;
        TensorShape result = [.. Enumerable.Repeat(1L, rank)];
        foreach (int position in axis.AsSpan().ToArray().Select(a => Position(result, a, "ExpandDims")).Order())
            x = RawOps.ExpandDims(x, x.Graph.Constant(position, DType.Int32));
        return x;
    }

    /// <summary>Without axes of length 1.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes to remove. Default: all that are known to have length 1, so that a batch of one sample stays a
    /// batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">An axis has another length.</exception>
    public static Symbol Squeeze(Symbol x, Axes axis = default)
    {
        if (axis.IsAll && x.Shape.Rank < 0)
            return RawOps.Squeeze(x);
        if (axis.IsAll)
            axis = [.. Enumerable.Range(0, x.Rank).Where(i => x.Shape[i] == 1)];
        if (axis.AsSpan().IsEmpty)
            return x;
        int[] positions = Positions(x, axis, "Squeeze");
        foreach (int position in positions)
        {
            if (x.Shape[position] > 1 || x.Shape[position] == 0)
                throw new ShapeException($"Squeeze: expected axis {position} to have length 1, got {x.Shape}.");
        }

        return RawOps.Squeeze(x, [.. positions.Select(p => (long)p)]);
    }

    /// <summary>The axes in another order.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">For each axis of the result, that of x; none for the reverse order.</param>
    /// <exception cref="ArgumentException">The axes are no permutation of those of x.</exception>
    public static Symbol Transpose(Symbol x, params ReadOnlySpan<int> axes)
    {
        int rank = Rank(x.Shape, "Transpose");
        if (axes.IsEmpty)
            return Permuted(x, [.. Enumerable.Range(0, rank).Reverse()]);
        if (axes.Length != rank)
            throw new ArgumentException(
                $"Transpose: expected {rank} axes of {x.Shape}, got [{string.Join(", ", axes.ToArray())}].", nameof(axes));
        return RawOps.Transpose(x, x.Graph.Constant(Positions(x, Axes.Create(axes), "Transpose")));
    }

    /// <summary>Two axes in each other's place.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis1">One axis.</param>
    /// <param name="axis2">The other.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol SwapAxes(Symbol x, int axis1, int axis2)
    {
        int first = Position(x, axis1, "SwapAxes");
        int second = Position(x, axis2, "SwapAxes");
        int[] order = [.. Enumerable.Range(0, x.Rank)];
        (order[first], order[second]) = (second, first);
        return Permuted(x, order);
    }

    /// <summary>Axes moved to other positions; the others keep their order.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="source">The axes to move.</param>
    /// <param name="destination">For each, its position in the result.</param>
    /// <exception cref="ArgumentException">There are not as many destinations as axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol MoveAxis(Symbol x, Axes source, Axes destination)
    {
        int[] from = Positions(x, source, "MoveAxis");
        int[] to = Positions(x, destination, "MoveAxis");
        if (from.Length != to.Length)
            throw new ArgumentException(
                $"MoveAxis: expected as many destinations as axes, got {source} and {destination}.", nameof(destination));
        List<int> order = [.. Enumerable.Range(0, x.Rank).Except(from)];
        foreach ((int position, int axis) in to.Zip(from).OrderBy(p => p.First))
            order.Insert(position, axis);
        return Permuted(x, [.. order]);
    }

    /// <summary>The elements repeated to a shape, as NumPy broadcasts.</summary>
    /// <param name="x">A shape that broadcasts to the new one.</param>
    /// <param name="shape">The shape wanted.</param>
    /// <exception cref="ShapeException">The shape of x does not broadcast to the one wanted.</exception>
    public static Symbol BroadcastTo(Symbol x, TensorShape shape)
    {
        RequireBroadcastTo(x, shape);
        return RawOps.BroadcastTo(x, x.Graph.Constant([.. shape.Select(d => checked((int)d))]));
    }

    /// <summary>The elements repeated so that they have the shape of another symbol.</summary>
    /// <param name="x">A shape that broadcasts to the other's.</param>
    /// <param name="like">The symbol whose shape is wanted.</param>
    /// <exception cref="ShapeException">The shape of x does not broadcast to the other's.</exception>
    public static Symbol BroadcastTo(Symbol x, Symbol like)
    {
        RequireBroadcastTo(x, like.Shape);
        return RawOps.BroadcastTo(x, Shape(like));
    }

    /// <summary>The elements in reverse order along axes.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes. Default: all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Flip(Symbol x, Axes axis = default) => RawOps.ReverseV2(x, Reduced(x, axis, "Flip"));

    /// <summary>The elements in reverse order along the second axis.</summary>
    /// <param name="x">Shape <c>[rows, columns, …]</c>.</param>
    public static Symbol FlipLR(Symbol x) => Flip(x, 1);

    /// <summary>The elements in reverse order along the first axis.</summary>
    /// <param name="x">Shape <c>[rows, …]</c>.</param>
    public static Symbol FlipUD(Symbol x) => Flip(x, 0);

    /// <summary>The elements turned by 90 degrees in the plane of two axes, as in NumPy; Keras on TensorFlow mixes them up where the axes
    /// differ in length.</summary>
    /// <param name="array">Any shape of at least two axes.</param>
    /// <param name="k">The number of quarter turns. Default: 1.</param>
    /// <param name="axes">The two axes; they are turned from the first towards the second. Default: 0 and 1.</param>
    /// <exception cref="ArgumentException">The axes are not two different ones.</exception>
    public static Symbol Rot90(Symbol array, int k = 1, Axes axes = default)
    {
        int[] plane = axes.IsAll ? [0, 1] : Positions(array, axes, "Rot90");
        if (plane.Length != 2 || array.Rank < 2)
            throw new ArgumentException($"Rot90: expected two axes of {array.Shape}, got {axes}.", nameof(axes));
        return (((k % 4) + 4) % 4) switch
        {
            0 => array,
            1 => SwapAxes(Flip(array, plane[1]), plane[0], plane[1]),
            2 => Flip(array, plane),
            _ => Flip(SwapAxes(array, plane[0], plane[1]), plane[1]),
        };
    }

    /// <summary>The elements moved along axes; those that leave at one end come back at the other.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="shift">The number of places.</param>
    /// <param name="axis">The axes, all moved by the shift. Default: the flattened elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Roll(Symbol x, int shift, Axes axis = default)
    {
        int[] positions = axis.IsAll ? [] : Positions(x, axis, "Roll");
        return Roll(x, [.. positions.Select(_ => shift).DefaultIfEmpty(shift)], axis);
    }

    /// <summary>The elements moved along axes; those that leave at one end come back at the other.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="shift">For each axis, the number of places.</param>
    /// <param name="axis">The axes. Default: the flattened elements.</param>
    /// <exception cref="ArgumentException">There are not as many shifts as axes.</exception>
    public static Symbol Roll(Symbol x, ReadOnlySpan<int> shift, Axes axis = default)
    {
        int[] positions = axis.IsAll ? [0] : Positions(x, axis, "Roll");
        if (shift.Length != positions.Length)
            throw new ArgumentException($"Roll: expected as many shifts as axes, got {shift.Length} and {axis}.", nameof(shift));
        Symbol shifts = x.Graph.Constant(shift);
        return axis.IsAll
            ? RawOps.Reshape(RawOps.Roll(x.Reshape([-1]), shifts, x.Graph.Constant([0])), Shape(x))
            : RawOps.Roll(x, shifts, x.Graph.Constant(positions));
    }
}
