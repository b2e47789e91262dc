using TensorFlow;

namespace Keras;

/// <content>Trigonometric and hyperbolic functions of each element. Angles are in radians; integers become float32.</content>
public static partial class Ops
{
    /// <summary>The sines.</summary>
    /// <param name="x">Angles in radians.</param>
    public static Symbol Sin(Symbol x) => RawOps.Sin(Floating(x));

    /// <summary>The cosines.</summary>
    /// <param name="x">Angles in radians.</param>
    public static Symbol Cos(Symbol x) => RawOps.Cos(Floating(x));

    /// <summary>The tangents.</summary>
    /// <param name="x">Angles in radians.</param>
    public static Symbol Tan(Symbol x) => RawOps.Tan(Floating(x));

    /// <summary>The angles in [0, π] whose cosines are given.</summary>
    /// <param name="x">Numbers from -1 to 1.</param>
    public static Symbol Arccos(Symbol x) => RawOps.Acos(Floating(x));

    /// <summary>The angles in [-π/2, π/2] whose sines are given.</summary>
    /// <param name="x">Numbers from -1 to 1.</param>
    public static Symbol Arcsin(Symbol x) => RawOps.Asin(Floating(x));

    /// <summary>The angles in (-π/2, π/2) whose tangents are given.</summary>
    /// <param name="x">Any numbers.</param>
    public static Symbol Arctan(Symbol x) => RawOps.Atan(Floating(x));

    /// <summary>The angles in (-π, π] of the points (x2, x1).</summary>
    /// <param name="x1">The vertical coordinates.</param>
    /// <param name="x2">The horizontal coordinates.</param>
    [ScalarOperands]
    public static Symbol Arctan2(Symbol x1, Symbol x2)
    {
        (x1, x2) = PromotedFloating(x1, x2);
        return RawOps.Atan2(x1, x2);
    }

    /// <summary>The hyperbolic sines.</summary>
    /// <param name="x">Any numbers.</param>
    public static Symbol Sinh(Symbol x) => RawOps.Sinh(Floating(x));

    /// <summary>The hyperbolic cosines.</summary>
    /// <param name="x">Any numbers.</param>
    public static Symbol Cosh(Symbol x) => RawOps.Cosh(Floating(x));

    /// <summary>The hyperbolic tangents.</summary>
    /// <param name="x">Any numbers.</param>
    public static Symbol Tanh(Symbol x) => RawOps.Tanh(Floating(x));

    /// <summary>The inverses of the hyperbolic sine.</summary>
    /// <param name="x">Any numbers.</param>
    public static Symbol Arcsinh(Symbol x) => RawOps.Asinh(Floating(x));

    /// <summary>The inverses of the hyperbolic cosine.</summary>
    /// <param name="x">Numbers from 1 up.</param>
    public static Symbol Arccosh(Symbol x) => RawOps.Acosh(Floating(x));

    /// <summary>The inverses of the hyperbolic tangent.</summary>
    /// <param name="x">Numbers from -1 to 1.</param>
    public static Symbol Arctanh(Symbol x) => RawOps.Atanh(Floating(x));

    /// <summary>sin(πx) / (πx); 1 at 0.</summary>
    /// <param name="x">Any numbers.</param>
    public static Symbol Sinc(Symbol x)
    {
        x = Floating(x);
        Symbol scaled = x * Math.PI;
        Symbol zero = RawOps.Equal(x, x.Number(0));
        Symbol divisor = RawOps.SelectV2(zero, x.Number(1), scaled);

        // The first terms of the series, for the sake of the derivatives at 0.
        Symbol near = 1 - (RawOps.Square(RawOps.SelectV2(zero, scaled, x.Number(0))) / 6);
        return RawOps.SelectV2(zero, near, RawOps.Sin(divisor) / divisor);
    }

    /// <summary>Angles in degrees as radians.</summary>
    /// <param name="x">Angles in degrees; int64 becomes float64, other integers float32.</param>
    public static Symbol Deg2Rad(Symbol x)
    {
        x = Fraction(x);
        return x * (x.Number(Math.PI) / x.Number(180));
    }

    /// <summary>Angles in radians as degrees.</summary>
    /// <param name="x">Angles in radians; int64 becomes float64, other integers float32.</param>
    public static Symbol Rad2Deg(Symbol x)
    {
        x = Fraction(x);
        return x * (x.Number(180) / x.Number(Math.PI));
    }

    private static Symbol Fraction(Symbol x) =>
        x.DType == DType.Int64 ? x.Cast(DType.Float64) : x.DType.IsFloatingPoint ? x : x.Cast(DType.Float32);
}
