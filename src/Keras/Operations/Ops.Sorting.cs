using TensorFlow;

namespace Keras;

/// <content>Sorting and searching.</content>
public static partial class Ops
{
    /// <summary>The elements in ascending order along an axis.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; null for the flattened elements. Default: the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Sort(Symbol x, int? axis = -1)
    {
        DType dtype = x.DType;
        x = dtype == DType.Bool ? x.Cast(DType.Int8) : x;
        return OfAxis(x, axis, "Sort", SortedLast).Cast(dtype);
    }

    /// <summary>The positions that sort the elements in ascending order along an axis, as int32; equal elements keep their order.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; null for the flattened elements. Default: the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol ArgSort(Symbol x, int? axis = -1)
    {
        x = x.DType == DType.Bool ? x.Cast(DType.UInt8) : x;
        return x.Rank == 0 ? x.Graph.Constant([0]) : OfAxis(x, axis, "ArgSort", values => Topmost(Descending(values)).Indices);
    }

    /// <summary>
    /// Positions that put the element of rank k in its place along an axis, smaller ones before and larger ones behind it, as int32. As in
    /// Keras, those up to it ascend and those behind it descend; unlike in Keras, fractions are not truncated before.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="kth">The rank k, from 0.</param>
    /// <param name="axis">The axis; null for the flattened elements. Default: the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or k is negative.</exception>
    public static Symbol ArgPartition(Symbol x, int kth, int? axis = -1)
    {
        Required.AtLeast("ArgPartition", 0, kth);
        x = x.DType == DType.Bool ? x.Cast(DType.UInt8) : x;
        return x.Rank == 0 ? x.Graph.Constant([0]) : OfAxis(x, axis, "ArgPartition", values =>
        {
            (Symbol descending, Symbol sorted) = Topmost(Descending(values));
            int last = values.Rank - 1;
            Symbol behind = Along(sorted, last, new(kth + 1, null));

            // Sorted once more: equal elements keep the order of their positions.
            Symbol order = Topmost(Descending(Along(descending, last, new(kth + 1, null)))).Indices;
            return Concatenate([Along(sorted, last, new(0, kth + 1)), TakeAlongAxis(behind, order, -1)], -1);
        });
    }

    /// <summary>The k largest elements of the last axis and their positions, as int32.</summary>
    /// <param name="x">Shape <c>[…, n]</c>.</param>
    /// <param name="k">The number of elements, at most n.</param>
    /// <param name="sorted">Whether they come in descending order. Default: true.</param>
    /// <returns>Both of the shape <c>[…, k]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer elements than k.</exception>
    public static (Symbol Values, Symbol Indices) TopK(Symbol x, int k, bool sorted = true)
    {
        _ = Position(x, -1, "TopK");
        if (k < 0 || (x.Shape[^1] >= 0 && k > x.Shape[^1]))
            throw new ArgumentOutOfRangeException(
                nameof(k), k, $"TopK: expected k from 0 to the length of the last axis of {x.Shape}, got {k}.");
        return RawOps.TopKV2(x, Int(x, k), sorted);
    }

    /// <summary>Whether each target is among the k largest predictions; false where its prediction is not finite.</summary>
    /// <param name="targets">Class indices, <c>[batch]</c>.</param>
    /// <param name="predictions">Scores, <c>[batch, classes]</c>.</param>
    /// <param name="k">The number of predictions.</param>
    /// <returns>Booleans, <c>[batch]</c>.</returns>
    /// <exception cref="ArgumentException">The classes are no integers, or there is not one for each row of scores.</exception>
    public static Symbol InTopK(Symbol targets, Symbol predictions, int k)
    {
        RequireIntegers(targets, "InTopK", nameof(targets));
        RequireRank(predictions, "InTopK", 2);
        if (!targets.Shape.IsCompatibleWith(predictions.Shape[..1]))
            throw new ShapeException($"InTopK: expected a class for each row of {predictions.Shape}, got targets of {targets.Shape}.");
        return RawOps.InTopKV2(predictions, targets, targets.Graph.Constant(k, targets.DType));
    }

    /// <summary>The positions at which values would be inserted into a sorted list, as int32.</summary>
    /// <param name="sortedSequence">A list in ascending order.</param>
    /// <param name="values">Any shape.</param>
    /// <param name="side">Among equal elements, before them ("left", the default) or behind them ("right").</param>
    /// <returns>The shape of the values.</returns>
    /// <exception cref="ShapeException">The sequence does not have one axis.</exception>
    /// <exception cref="ArgumentException">The side is neither left nor right.</exception>
    public static Symbol SearchSorted(Symbol sortedSequence, Symbol values, string side = "left")
    {
        RequireRank(sortedSequence, "SearchSorted", 1);
        if (side is not ("left" or "right"))
            throw new ArgumentException($"SearchSorted: expected the side left or right, got '{side}'.", nameof(side));
        (sortedSequence, Symbol promoted) = Promoted(sortedSequence, values, null);
        Symbol rows = sortedSequence.Reshape([1, -1]);
        Symbol flat = promoted.Reshape([1, -1]);
        Symbol found = side == "left" ? RawOps.LowerBound(rows, flat) : RawOps.UpperBound(rows, flat);
        return RawOps.Reshape(found, Shape(values));
    }

    /// <summary>The numbers of the intervals that elements fall into, as int32: i where <c>bins[i - 1] ≤ x &lt; bins[i]</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="bins">The limits, in ascending order.</param>
    public static Symbol Digitize(Symbol x, params ReadOnlySpan<float> bins)
    {
        for (int i = 1; i < bins.Length; i++)
        {
            if (bins[i] < bins[i - 1])
                throw new ArgumentException(
                    FormattableString.Invariant($"Digitize: expected limits in ascending order, got {bins[i]} behind {bins[i - 1]}."),
                    nameof(bins));
        }

        x = x.DType switch
        {
            DType.Bool or DType.Int8 or DType.Int16 or DType.UInt8 or DType.UInt16 => x.Cast(DType.Int32),
            DType.UInt32 => x.Cast(DType.Int64),
            DType.Float16 or DType.BFloat16 => x.Cast(DType.Float32),
            _ => x,
        };
        return RawOps.Bucketize(x, bins);
    }

    /// <summary>The positions of the elements other than 0, one int32 list an axis.</summary>
    /// <param name="x">Any shape of at least one axis.</param>
    /// <remarks>XLA cannot compile this function, because the lengths depend on the elements.</remarks>
    public static Symbol[] Nonzero(Symbol x)
    {
        int rank = Rank(x.Shape, "Nonzero");
        Symbol positions = RawOps.Where(x.Cast(DType.Bool)).Cast(DType.Int32);
        return RawOps.Unpack(positions, rank, 1);
    }

    private static Symbol SortedLast(Symbol x)
    {
        Symbol descending = Topmost(Descending(x)).Values;
        return Descending(descending);
    }

    // A mapping of the type onto itself that turns the order, and is its own inverse.
    private static Symbol Descending(Symbol x) =>
        !x.DType.IsInteger ? -x : IsUnsigned(x.DType) ? x.Number(Most(x.DType)) - x : -x - 1;

    private static double Most(DType dtype) => dtype switch
    {
        DType.UInt8 => byte.MaxValue,
        DType.UInt16 => ushort.MaxValue,
        _ => uint.MaxValue,
    };

    private static (Symbol Values, Symbol Indices) Topmost(Symbol x) => RawOps.TopKV2(x, Shape(x, -1));

    /// <summary>Applies a function of the last axis to any, or to the flattened elements.</summary>
    private static Symbol OfAxis(Symbol x, int? axis, string name, Func<Symbol, Symbol> function)
    {
        if (axis is not { } along)
            return function(x.Reshape([-1]));
        int position = Position(x, along, name);
        return SwapAxes(function(SwapAxes(x, position, -1)), position, -1);
    }
}
