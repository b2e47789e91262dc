using TensorFlow;

namespace Keras;

/// <content>Exponentials, logarithms and special functions of each element.</content>
public static partial class Ops
{
    /// <summary>The exponentials eˣ.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Exp(Symbol x) => RawOps.Exp(Floating(x));

    /// <summary>The powers of two: 2ˣ.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Exp2(Symbol x)
    {
        x = Floating(x);
        return RawOps.Pow(x.Number(2), x);
    }

    /// <summary>eˣ - 1, exact for small x.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Expm1(Symbol x) => RawOps.Expm1(Floating(x));

    /// <summary>The natural logarithms ln x.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Log(Symbol x) => RawOps.Log(Floating(x));

    /// <summary>The decimal logarithms log₁₀ x.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Log10(Symbol x) => LogarithmTo(10, x);

    /// <summary>The binary logarithms log₂ x.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Log2(Symbol x) => LogarithmTo(2, x);

    /// <summary>ln(1 + x), exact for small x.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Log1p(Symbol x) => RawOps.Log1p(Floating(x));

    /// <summary>ln(e^x1 + e^x2), without overflow.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other, of a shape that broadcasts with the first's.</param>
    [ScalarOperands]
    public static Symbol LogAddExp(Symbol x1, Symbol x2)
    {
        (x1, x2) = PromotedFloating(x1, x2);
        Symbol difference = x1 - x2;
        return RawOps.SelectV2(RawOps.IsNan(difference), x1 + x2, RawOps.Maximum(x1, x2)
            + RawOps.Log1p(RawOps.Exp(-RawOps.Abs(difference))));
    }

    /// <summary>log₂(2^x1 + 2^x2), without overflow.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other, of a shape that broadcasts with the first's.</param>
    [ScalarOperands]
    public static Symbol LogAddExp2(Symbol x1, Symbol x2)
    {
        (x1, x2) = PromotedFloating(x1, x2);
        Symbol difference = x1 - x2;
        Symbol ln2 = x1.Number(Math.Log(2));
        Symbol sum = RawOps.Maximum(x1, x2) + (RawOps.Log1p(RawOps.Exp(-RawOps.Abs(difference) * ln2)) / ln2);
        return RawOps.SelectV2(RawOps.IsNan(difference), x1 + x2, sum);
    }

    /// <summary>ln Σ eˣ along axes, without overflow.</summary>
    /// <param name="x">Any shape, floating-point.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol LogSumExp(Symbol x, Axes axis = default, bool keepDims = false)
    {
        Symbol axes = Reduced(x, axis, "LogSumExp");
        Symbol largest = RawOps.Max(x, axes, keepDims: true);
        Symbol shift = RawOps.StopGradient(RawOps.SelectV2(RawOps.IsFinite(largest), largest, RawOps.ZerosLike(largest)));
        Symbol sum = RawOps.Log(RawOps.Sum(RawOps.Exp(x - shift), axes, keepDims));
        return sum + (keepDims ? shift : RawOps.Reshape(shift, RawOps.Shape(sum)));
    }

    /// <summary>The error function (2/√π) ∫₀ˣ e^(-t²) dt.</summary>
    /// <param name="x">Any shape, floating-point.</param>
    public static Symbol Erf(Symbol x) => RawOps.Erf(x);

    /// <summary>The complementary error function 1 - erf(x), exact for large x.</summary>
    /// <param name="x">Any shape, floating-point.</param>
    public static Symbol Erfc(Symbol x) => ComplementaryError(x);

    /// <summary>The inverse of the error function.</summary>
    /// <param name="x">Any shape, between -1 and 1.</param>
    public static Symbol Erfinv(Symbol x) =>
        x.DType is DType.Float16 or DType.BFloat16 ? RawOps.Erfinv(x.Cast(DType.Float32)).Cast(x.DType) : RawOps.Erfinv(x);

    /// <summary>The modified Bessel function of the first kind and order 0.</summary>
    /// <param name="x">Any shape; int64 becomes float64, other integers float32.</param>
    /// <remarks>XLA cannot compile this function.</remarks>
    public static Symbol I0(Symbol x)
    {
        x = x.DType == DType.Int64 ? x.Cast(DType.Float64) : x.DType.IsFloatingPoint ? x : x.Cast(DType.Float32);
        return RawOps.BesselI0(x);
    }

    private static Symbol LogarithmTo(double radix, Symbol x)
    {
        x = Floating(x);
        return RawOps.Log(x) / RawOps.Log(x.Number(radix));
    }
}
