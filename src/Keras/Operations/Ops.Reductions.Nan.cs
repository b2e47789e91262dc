using TensorFlow;

namespace Keras;

/// <content>Reductions that leave NaNs out.</content>
public static partial class Ops
{
    /// <summary>The sum along axes, NaNs counting as 0.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanSum(Symbol x, Axes axis = default, bool keepDims = false) => Sum(WithoutNan(x, 0), axis, keepDims);

    /// <summary>The product along axes, NaNs counting as 1.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanProd(Symbol x, Axes axis = default, bool keepDims = false) => Prod(WithoutNan(x, 1), axis, keepDims);

    /// <summary>The mean along axes of the elements that are no NaNs; NaN where there are none.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanMean(Symbol x, Axes axis = default, bool keepDims = false)
    {
        x = Floating(x);
        Symbol axes = Reduced(x, axis, "NanMean");
        return RawOps.Sum(WithoutNan(x, 0), axes, keepDims) / Counted(x, axes, keepDims);
    }

    /// <summary>The variance along axes of the elements that are no NaNs; NaN where there are none.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanVar(Symbol x, Axes axis = default, bool keepDims = false)
    {
        x = Floating(x);
        Symbol axes = Reduced(x, axis, "NanVar");
        Symbol centered = RawOps.SelectV2(RawOps.IsNan(x), x.Number(0), x - NanMean(x, axis, keepDims: true));
        return RawOps.Sum(RawOps.Square(centered), axes, keepDims) / Counted(x, axes, keepDims);
    }

    /// <summary>The standard deviation along axes of the elements that are no NaNs; NaN where there are none.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanStd(Symbol x, Axes axis = default, bool keepDims = false) => RawOps.Sqrt(NanVar(x, axis, keepDims));

    /// <summary>The largest element along axes that is no NaN; NaN where there is none.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanMax(Symbol x, Axes axis = default, bool keepDims = false) => x.DType.IsFloatingPoint
        ? NanWhereNone(x, axis, keepDims, Max(ReplaceNan(x, double.NegativeInfinity), axis, keepDims))
        : Max(x, axis, keepDims);

    /// <summary>The smallest element along axes that is no NaN; NaN where there is none.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanMin(Symbol x, Axes axis = default, bool keepDims = false) => x.DType.IsFloatingPoint
        ? NanWhereNone(x, axis, keepDims, Min(ReplaceNan(x, double.PositiveInfinity), axis, keepDims))
        : Min(x, axis, keepDims);

    private static Symbol WithoutNan(Symbol x, double value) => x.DType.IsFloatingPoint ? ReplaceNan(x, value) : x;

    private static Symbol Counted(Symbol x, Symbol axes, bool keepDims) =>
        RawOps.Sum(RawOps.LogicalNot(RawOps.IsNan(x)).Cast(x.DType), axes, keepDims);

    private static Symbol NanWhereNone(Symbol x, Axes axis, bool keepDims, Symbol result)
    {
        Symbol none = RawOps.All(RawOps.IsNan(x), Reduced(x, axis, "NanMax"), keepDims);
        return RawOps.SelectV2(none, result.Number(double.NaN), result);
    }
}
