using TensorFlow;

namespace Keras;

/// <content>Shapes and arrangement.</content>
public static partial class Ops
{
    /// <summary>The lengths of the axes, as an int32 list.</summary>
    public static Symbol Shape(Symbol x) => x.Shape.IsFullyKnown
        ? x.Graph.Constant([.. x.Shape.Select(d => checked((int)d))])
        : RawOps.Shape(x);

    /// <summary>The length of one axis, an int32 scalar.</summary>
    public static Symbol Shape(Symbol x, int axis)
    {
        Shape known = x.Shape;
        int position = axis < 0 ? axis + known.Rank : axis;
        return known.Rank >= 0 && known[position] >= 0
            ? x.Graph.Constant(known[position], DType.Int32)
            : RawOps.GatherV2(RawOps.Shape(x), x.Graph.Constant(axis, DType.Int32), x.Graph.Constant(0, DType.Int32));
    }

    /// <summary>The number of elements, an int32 scalar.</summary>
    public static Symbol Size(Symbol x) => x.Shape.IsFullyKnown ? x.Graph.Constant(x.Shape.ElementCount, DType.Int32) : RawOps.Size(x);

    /// <summary>The same elements under another shape.</summary>
    public static Symbol Reshape(Symbol x, Shape shape) => x.Reshape(shape);

    /// <summary>One more axis of length 1.</summary>
    public static Symbol ExpandDims(Symbol x, int axis) => RawOps.ExpandDims(x, x.Graph.Constant(axis, DType.Int32));

    /// <summary>Without an axis of length 1.</summary>
    public static Symbol Squeeze(Symbol x, int axis) => RawOps.Squeeze(x, [axis]);

    /// <summary>The axes in another order.</summary>
    public static Symbol Transpose(Symbol x, params ReadOnlySpan<int> order) => RawOps.Transpose(x, x.Graph.Constant(order));

    /// <summary>Symbols joined along an axis.</summary>
    public static Symbol Concatenate(ReadOnlySpan<Symbol> xs, int axis = -1) =>
        xs.Length == 1 ? xs[0] : RawOps.ConcatV2(xs, xs[0].Graph.Constant(axis, DType.Int32));

    /// <summary>Symbols of one shape joined along a new axis.</summary>
    public static Symbol Stack(ReadOnlySpan<Symbol> xs, int axis = 0) => RawOps.Pack(xs, axis);

    /// <summary>The elements repeated so that they have the shape of another symbol.</summary>
    public static Symbol BroadcastTo(Symbol x, Symbol like) => RawOps.BroadcastTo(x, Shape(like));

    /// <summary>The rows of an axis at the given positions.</summary>
    public static Symbol Take(Symbol x, Symbol indices, int axis = 0) => RawOps.GatherV2(x, indices, x.Graph.Constant(axis, DType.Int32));

    /// <summary>Class numbers as rows that are 1 at the class and 0 elsewhere.</summary>
    public static Symbol OneHot(Symbol x, int classes, DType dtype = DType.Float32) =>
        RawOps.OneHot(x, x.Graph.Constant(classes, DType.Int32), x.Graph.Constant(1, dtype), x.Graph.Constant(0, dtype));

    /// <summary>Zeros in the shape and type of a symbol.</summary>
    public static Symbol ZerosLike(Symbol x) => RawOps.ZerosLike(x);

    /// <summary>Ones in the shape and type of a symbol.</summary>
    public static Symbol OnesLike(Symbol x) => RawOps.OnesLike(x);

    /// <summary>The symbol, through which no gradient flows.</summary>
    public static Symbol StopGradient(Symbol x) => RawOps.StopGradient(x);
}
