using TensorFlow;

namespace Keras;

/// <content>Positions of the largest and smallest elements, as int32.</content>
public static partial class Ops
{
    /// <summary>
    /// The position of the largest element along an axis, as int32; the first of several. -0 counts as smaller than 0, and NaN is not the
    /// largest, where XLA compiles, too; where there is nothing else, the result is 0.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; null (default) for the position in the flattened elements.</param>
    /// <param name="keepDims">Whether the reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol ArgMax(Symbol x, int? axis = null, bool keepDims = false) =>
        Argument(WithoutNan(x, double.NegativeInfinity), axis, keepDims, "ArgMax",
            (values, along) => RawOps.ArgMax(values, along, DType.Int32));

    /// <summary>
    /// The position of the smallest element along an axis, as int32; the first of several. -0 counts as smaller than 0, and NaN is not the
    /// smallest, where XLA compiles, too; where there is nothing else, the result is 0.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; null (default) for the position in the flattened elements.</param>
    /// <param name="keepDims">Whether the reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol ArgMin(Symbol x, int? axis = null, bool keepDims = false) =>
        Argument(WithoutNan(x, double.PositiveInfinity), axis, keepDims, "ArgMin",
            (values, along) => RawOps.ArgMin(values, along, DType.Int32));

    /// <summary>The position of the largest element along an axis without looking at NaNs, as int32; -1 where all are NaN.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; null (default) for the position in the flattened elements.</param>
    /// <param name="keepDims">Whether the reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanArgMax(Symbol x, int? axis = null, bool keepDims = false) => x.DType.IsFloatingPoint
        ? Found(x, axis, keepDims, ArgMax(ReplaceNan(x, double.NegativeInfinity), axis, keepDims))
        : ArgMax(x, axis, keepDims);

    /// <summary>The position of the smallest element along an axis without looking at NaNs, as int32; -1 where all are NaN.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; null (default) for the position in the flattened elements.</param>
    /// <param name="keepDims">Whether the reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanArgMin(Symbol x, int? axis = null, bool keepDims = false) => x.DType.IsFloatingPoint
        ? Found(x, axis, keepDims, ArgMin(ReplaceNan(x, double.PositiveInfinity), axis, keepDims))
        : ArgMin(x, axis, keepDims);

    private static Symbol Found(Symbol x, int? axis, bool keepDims, Symbol position)
    {
        Symbol none = RawOps.All(RawOps.IsNan(x), Reduced(x, axis, "NanArgMax"), keepDims);
        return RawOps.SelectV2(none, position.Number(-1), position);
    }

    private static Symbol Argument(Symbol x, int? axis, bool keepDims, string name, Func<Symbol, Symbol, Symbol> find)
    {
        int? position = axis is { } given ? Position(x, given, name) : null;
        RequireElements(x, position is { } reduced ? Axes.Create([reduced]) : Axes.All, name);
        Symbol values = x;
        if (x.DType.IsFloatingPoint && x.Rank != 0)
        {
            // The kernels take -0 and 0 for equal; Keras tells them apart.
            values = x.Cast(TypePromotion.Result(x.DType, DType.Float32));
            double tiny = values.DType == DType.Float64 ? 2.2250738585072014e-308 : 1.1754943508222875e-38;
            Symbol isNegativeZero = RawOps.LogicalAnd(RawOps.Equal(values, values.Number(0)), Signbit(values));
            values = RawOps.SelectV2(isNegativeZero, values.Number(-tiny), values);
        }

        values = position is null ? values.Reshape([-1]) : values;
        Symbol found = find(values, Int(x, position ?? 0));
        if (!keepDims)
            return found;
        return position is { } along ? ExpandDims(found, along) : found.Reshape([.. Enumerable.Repeat(1L, x.Rank)]);
    }

    private static Symbol ReplaceNan(Symbol x, double value) => RawOps.SelectV2(RawOps.IsNan(x), x.Number(value), x);
}
