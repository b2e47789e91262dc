using System.Runtime.CompilerServices;
using TensorFlow;
using TensorShape = TensorFlow.Shape;

namespace Keras;

/// <summary>
/// Computations under Keras's names (<c>keras.ops</c>): on <see cref="Symbol"/>s while a function is written, and eagerly on <see
/// cref="Tensor"/>s. Element types are promoted by Keras's rules: a number without a type of its own takes the other operand's, and
/// functions with floating-point results convert integers to float32. TensorFlow's own operations are in <see cref="RawOps"/>.
/// </summary>
public static partial class Ops
{
    /// <summary>Two operands in their common type; with a name, that of the caller, they have to broadcast.</summary>
    private static (Symbol X1, Symbol X2) Promoted(Symbol x1, Symbol x2, [CallerMemberName] string? name = null)
    {
        if (name is not null)
            RequireBroadcast(name, x1, x2);
        if (x1.DType == x2.DType && TypePromotion.Result(x1.DType) == x1.DType)
            return (x1, x2);
        DType dtype = TypePromotion.Result(x1.DType, x2.DType);
        return (x1.Cast(dtype), x2.Cast(dtype));
    }

    private static (Symbol X1, Symbol X2) PromotedFloating(Symbol x1, Symbol x2, [CallerMemberName] string? name = null)
    {
        if (name is not null)
            RequireBroadcast(name, x1, x2);
        DType dtype = TypePromotion.Result(x1.DType, x2.DType, PromotedType.WeakFloat);
        return (x1.Cast(dtype), x2.Cast(dtype));
    }

    private static Symbol[] Promoted(ReadOnlySpan<Symbol> xs, string name)
    {
        if (xs.IsEmpty)
            throw new ArgumentException($"{name}: expected at least one symbol, got none.", nameof(xs));
        PromotedType[] types = new PromotedType[xs.Length];
        for (int i = 0; i < xs.Length; i++)
            types[i] = xs[i].DType;
        DType dtype = types.Distinct().Count() == 1 ? xs[0].DType : TypePromotion.Result(types);
        Symbol[] promoted = new Symbol[xs.Length];
        for (int i = 0; i < xs.Length; i++)
            promoted[i] = xs[i].Cast(dtype);
        return promoted;
    }

    // Keras computes functions with floating-point results of integers and booleans in its default type.
    private static Symbol Floating(Symbol x) => x.DType.IsFloatingPoint ? x : x.Cast(TypePromotion.Result(x.DType, PromotedType.WeakFloat));

    private static bool IsComplex(Symbol x) => x.DType is DType.Complex64 or DType.Complex128;

    // 0.1f is widened on its way here; where the symbol is of double precision it would show.
    private static Symbol Meant(Symbol like, double number) => like.Number(Hyperparameter.Meant(number));

    private static Symbol Int(Symbol graph, long value) => graph.Graph.Constant(value, DType.Int32);

    /// <summary>The axis counted from the start.</summary>
    private static int Position(Symbol x, int axis, string name) => Position(x.Shape, axis, name);

    private static int Position(TensorShape shape, int axis, string name)
    {
        int rank = Rank(shape, name);
        return axis >= -rank && axis < rank
            ? axis < 0 ? axis + rank : axis
            : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"{name}: expected an axis of {shape}, got {axis}.");
    }

    /// <summary>The axes counted from the start, each once, in the order given.</summary>
    private static int[] Positions(Symbol x, Axes axes, string name)
    {
        TensorShape shape = x.Shape;
        if (axes.IsAll)
            return [.. Enumerable.Range(0, Rank(shape, name))];
        List<int> positions = [];
        foreach (int axis in axes)
        {
            int position = Position(shape, axis, name);
            if (positions.Contains(position))
                throw new ArgumentException($"{name}: expected each axis once, got {axes}.", nameof(axes));
            positions.Add(position);
        }

        return [.. positions];
    }

    private static int Rank(TensorShape shape, string name) => shape.Rank >= 0
        ? shape.Rank
        : throw new ShapeException($"{name}: expected a known number of axes, got {shape}; give the symbol a shape first.");

    private static void RequireRank(Symbol x, string name, params ReadOnlySpan<int> ranks)
    {
        if (!ranks.Contains(x.Rank))
            throw new ShapeException($"{name}: expected {string.Join(" or ", ranks.ToArray())} axes, got {x.Shape}.");
    }

    /// <summary>The known length of an axis.</summary>
    private static int Length(Symbol x, int axis, string name)
    {
        long length = x.Shape[axis];
        return length >= 0
            ? checked((int)length)
            : throw new ShapeException($"{name}: expected a known length of axis {axis}, got {x.Shape}.");
    }

    /// <summary>The lengths of axes as an int32 list: constants as far as they are known.</summary>
    private static Symbol Lengths(Symbol x, ReadOnlySpan<int> axes)
    {
        TensorShape shape = x.Shape;
        bool known = true;
        foreach (int axis in axes)
            known &= shape[axis] >= 0;
        if (known)
        {
            int[] lengths = new int[axes.Length];
            for (int i = 0; i < lengths.Length; i++)
                lengths[i] = checked((int)shape[axes[i]]);
            return x.Graph.Constant(lengths);
        }

        Symbol[] each = new Symbol[axes.Length];
        for (int i = 0; i < each.Length; i++)
            each[i] = Shape(x, axes[i]);
        return RawOps.Pack(each);
    }

    /// <summary>An int32 list of lengths, some of which are computed.</summary>
    private static Symbol List(Symbol graph, params ReadOnlySpan<Dimension> lengths)
    {
        bool known = true;
        foreach (Dimension length in lengths)
            known &= length.IsKnown;
        if (known)
        {
            int[] constants = new int[lengths.Length];
            for (int i = 0; i < constants.Length; i++)
                constants[i] = checked((int)lengths[i].Length);
            return graph.Graph.Constant(constants);
        }

        Symbol[] each = new Symbol[lengths.Length];
        for (int i = 0; i < each.Length; i++)
            each[i] = lengths[i].AsSymbol(graph);
        return RawOps.Pack(each);
    }

    private static Dimension[] Dimensions(Symbol x)
    {
        TensorShape shape = x.Shape;
        Dimension[] dimensions = new Dimension[shape.Rank];
        for (int axis = 0; axis < dimensions.Length; axis++)
            dimensions[axis] = shape[axis] >= 0 ? shape[axis] : Shape(x, axis);
        return dimensions;
    }

    /// <summary>Reshapes to lengths of which some may be computed.</summary>
    private static Symbol Reshaped(Symbol x, params ReadOnlySpan<Dimension> lengths) => RawOps.Reshape(x, List(x, lengths));

    /// <summary>The axes in another order; the symbol itself where the order is theirs.</summary>
    private static Symbol Permuted(Symbol x, ReadOnlySpan<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            if (order[i] != i)
                return RawOps.Transpose(x, x.Graph.Constant(order));
        }

        return x;
    }

    private static Symbol InvertedPermuted(Symbol x, int[] order) =>
        Permuted(x, [.. Enumerable.Range(0, order.Length).OrderBy(i => order[i])]);
}
