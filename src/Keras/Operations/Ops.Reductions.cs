using TensorFlow;

namespace Keras;

/// <content>Reductions.</content>
public static partial class Ops
{
    /// <summary>The sum over all axes.</summary>
    public static Symbol Sum(Symbol x) => RawOps.Sum(x, AllAxes(x));

    /// <summary>The sum along one axis.</summary>
    public static Symbol Sum(Symbol x, int axis, bool keepDims = false) => RawOps.Sum(x, x.Graph.Constant(axis), keepDims);

    /// <summary>The mean over all axes.</summary>
    public static Symbol Mean(Symbol x) => RawOps.Mean(x, AllAxes(x));

    /// <summary>The mean along one axis.</summary>
    public static Symbol Mean(Symbol x, int axis, bool keepDims = false) => RawOps.Mean(x, x.Graph.Constant(axis), keepDims);

    /// <summary>The largest element.</summary>
    public static Symbol Max(Symbol x) => RawOps.Max(x, AllAxes(x));

    /// <summary>The largest element along one axis.</summary>
    public static Symbol Max(Symbol x, int axis, bool keepDims = false) => RawOps.Max(x, x.Graph.Constant(axis), keepDims);

    /// <summary>The smallest element.</summary>
    public static Symbol Min(Symbol x) => RawOps.Min(x, AllAxes(x));

    /// <summary>The smallest element along one axis.</summary>
    public static Symbol Min(Symbol x, int axis, bool keepDims = false) => RawOps.Min(x, x.Graph.Constant(axis), keepDims);

    /// <summary>The product of all elements.</summary>
    public static Symbol Prod(Symbol x) => RawOps.Prod(x, AllAxes(x));

    /// <summary>The position of the largest element along an axis, as int64: the first of several. NaN is not the largest, in compiled programs too; where there is nothing else, the result is 0.</summary>
    public static Symbol ArgMax(Symbol x, int axis = -1) =>
        RawOps.ArgMax(x.DType.IsFloatingPoint ? Where(RawOps.IsNan(x), x.Number(double.NegativeInfinity), x) : x, x.Graph.Constant(axis, DType.Int32));

    /// <summary>The largest element along one axis; NaN where there is one. The op Max leaves NaN out in compiled programs.</summary>
    internal static Symbol MaxOrNaN(Symbol x, int axis, bool keepDims = false) =>
        Where(RawOps.Any(RawOps.IsNan(x), x.Graph.Constant(axis), keepDims), x.Number(double.NaN), Max(x, axis, keepDims));

    private static Symbol AllAxes(Symbol x) => x.Rank >= 0
        ? x.Graph.Constant([.. Enumerable.Range(0, x.Rank)])
        : RawOps.Range(x.Graph.Constant(0, DType.Int32), RawOps.Rank(x), x.Graph.Constant(1, DType.Int32));
}
