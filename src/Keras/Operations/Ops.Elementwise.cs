using TensorFlow;

namespace Keras;

/// <content>Signs, magnitudes, rounding and powers of each element.</content>
public static partial class Ops
{
    /// <summary>The magnitudes |x|.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Abs(Symbol x) => x.DType == DType.Bool || IsUnsigned(x.DType) ? x : IsComplex(x) ? Magnitude(x) : RawOps.Abs(x);

    /// <summary>The magnitudes |x|; the same as <see cref="Abs(Symbol)"/>.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Absolute(Symbol x) => Abs(x);

    /// <summary>The magnitudes |x| as floating-point numbers.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Fabs(Symbol x) => Abs(Floating(x));

    /// <summary>The elements with their signs turned: -x.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Negative(Symbol x) => -x;

    /// <summary>The signs: -1, 0 or 1.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Sign(Symbol x) =>
        x.DType is DType.UInt8 or DType.UInt16 or DType.UInt32 ? RawOps.Sign(x.Cast(DType.Int32)).Cast(x.DType) : RawOps.Sign(x);

    /// <summary>Whether the sign bit is set: true below 0 and for -0.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Signbit(Symbol x)
    {
        if (x.DType == DType.Bool)
            return RawOps.ZerosLike(x);
        if (x.DType.IsInteger)
            return RawOps.Less(x, x.Number(0));
        Symbol bits = RawOps.Bitcast(x.Cast(DType.Float32), DType.Int32);
        return RawOps.Less(bits, bits.Number(0));
    }

    /// <summary>The squares x².</summary>
    /// <param name="x">Any shape; booleans count as int32.</param>
    public static Symbol Square(Symbol x) => RawOps.Square(x.DType == DType.Bool ? x.Cast(DType.Int32) : x);

    /// <summary>The square roots √x.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Sqrt(Symbol x) => RawOps.Sqrt(Floating(x));

    /// <summary>The reciprocal square roots: 1 / √x.</summary>
    /// <param name="x">Any shape, floating-point.</param>
    public static Symbol Rsqrt(Symbol x) => RawOps.Rsqrt(x);

    /// <summary>The cube roots ∛x, with the sign of x.</summary>
    /// <param name="x">Any shape; int64 becomes float64, other integers float32.</param>
    public static Symbol Cbrt(Symbol x)
    {
        x = x.DType == DType.Int64 ? x.Cast(DType.Float64) : x.DType.IsFloatingPoint ? x : x.Cast(DType.Float32);
        return RawOps.Sign(x) * RawOps.Pow(RawOps.Abs(x), x.Number(1.0 / 3.0));
    }

    /// <summary>The reciprocals 1 / x.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Reciprocal(Symbol x) => RawOps.Reciprocal(x);

    /// <summary>The elements limited to a range: those below <paramref name="xMin"/> or above <paramref name="xMax"/> are moved
    /// there.</summary>
    /// <param name="x">Any shape; booleans count as int32.</param>
    /// <param name="xMin">The smallest value.</param>
    /// <param name="xMax">The largest value.</param>
    public static Symbol Clip(Symbol x, double xMin, double xMax)
    {
        x = x.DType == DType.Bool ? x.Cast(DType.Int32) : x;
        if (!x.DType.IsInteger)
            return RawOps.ClipByValue(x, Meant(x, xMin), Meant(x, xMax));
        // A limit beyond the range of the type limits nothing; Keras would wrap it around.
        (double least, double most) = Limits(x.DType);
        if (xMax <= most)
            x = RawOps.Minimum(x, Meant(x, Math.Max(xMax, least)));
        return xMin >= least ? RawOps.Maximum(x, Meant(x, Math.Min(xMin, most))) : x;
    }

    /// <inheritdoc cref="Clip(Symbol, double, double)"/>
    public static Symbol Clip(Symbol x, Symbol xMin, Symbol xMax)
    {
        RequireBroadcast("Clip", x, xMin, xMax);
        x = x.DType == DType.Bool ? x.Cast(DType.Int32) : x;
        return RawOps.Maximum(RawOps.Minimum(x, xMax.Cast(x.DType)), xMin.Cast(x.DType));
    }

    /// <summary>The elements rounded up: ⌈x⌉.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Ceil(Symbol x) => RawOps.Ceil(Floating(x));

    /// <summary>The elements rounded down: ⌊x⌋.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Floor(Symbol x) => RawOps.Floor(Floating(x));

    /// <summary>The elements rounded towards 0.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Trunc(Symbol x) => x.DType == DType.Bool || x.DType.IsInteger
        ? x
        : RawOps.SelectV2(RawOps.Less(x, x.Number(0)), RawOps.Ceil(x), RawOps.Floor(x));

    /// <summary>The elements rounded to a number of decimals, halves to even.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="decimals">The number of decimals; negative for tens, hundreds and so on. Default: 0.</param>
    public static Symbol Round(Symbol x, int decimals = 0)
    {
        if (decimals == 0)
            return x.DType == DType.Bool || x.DType.IsInteger ? x : RawOps.Round(x);
        if (x.DType.IsInteger && decimals > 0)
            return x;
        Symbol computed = x.DType.IsInteger ? x.Cast(DType.Float32) : x;
        Symbol factor = computed.Number(Math.Pow(10, decimals));
        return (RawOps.Round(computed * factor) / factor).Cast(x.DType);
    }

    /// <summary>Replaces NaN and infinities by finite numbers.</summary>
    /// <param name="x">Any shape; integers stay as they are.</param>
    /// <param name="nan">The replacement of NaN. Default: 0.</param>
    /// <param name="posInf">The replacement of positive infinity; null (default) for the largest number of the type.</param>
    /// <param name="negInf">The replacement of negative infinity; null (default) for the smallest number of the type.</param>
    public static Symbol NanToNum(Symbol x, double nan = 0, double? posInf = null, double? negInf = null)
    {
        if (!x.DType.IsFloatingPoint)
            return x;
        double largest = Largest(x.DType);
        x = RawOps.SelectV2(RawOps.IsNan(x), x.Number(nan), x);
        x = RawOps.SelectV2(RawOps.Equal(x, x.Number(double.PositiveInfinity)), x.Number(posInf ?? largest), x);
        return RawOps.SelectV2(RawOps.Equal(x, x.Number(double.NegativeInfinity)), x.Number(negInf ?? -largest), x);
    }

    /// <summary>A copy of the elements.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Copy(Symbol x) => RawOps.Identity(x);

    /// <summary>The symbol, through which no gradient flows.</summary>
    /// <param name="variable">Any shape.</param>
    public static Symbol StopGradient(Symbol variable) => RawOps.StopGradient(variable);

    private static Symbol Magnitude(Symbol x) => RawOps.ComplexAbs(x, x.DType == DType.Complex64 ? DType.Float32 : DType.Float64);

    private static double Largest(DType dtype) => dtype switch
    {
        DType.Float16 => 65504,
        DType.BFloat16 => 3.3895313892515355e38,
        DType.Float32 => float.MaxValue,
        _ => double.MaxValue,
    };
}
