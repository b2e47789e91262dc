using TensorFlow;

namespace Keras;

/// <content>Complex numbers.</content>
public static partial class Ops
{
    /// <summary>The real parts; real numbers themselves.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Real(Symbol x) => IsComplex(x) ? RawOps.Real(x, PartType(x)) : x;

    /// <summary>The imaginary parts; 0 of real numbers.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Imag(Symbol x) => IsComplex(x) ? RawOps.Imag(x, PartType(x)) : RawOps.ZerosLike(x);

    /// <summary>The complex conjugates; real numbers themselves.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Conj(Symbol x) => IsComplex(x) ? RawOps.Conj(x) : x;

    /// <summary>The complex conjugates; the same as <see cref="Conj(Symbol)"/>.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Conjugate(Symbol x) => Conj(x);

    /// <summary>The angles of complex numbers with the positive real axis, in radians; 0 or π of real numbers.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    public static Symbol Angle(Symbol x)
    {
        if (IsComplex(x))
            return RawOps.Angle(x, PartType(x));
        x = Floating(x);
        return RawOps.SelectV2(RawOps.Less(x, x.Number(0)), x.Number(Math.PI), RawOps.ZerosLike(x));
    }

    /// <summary>Complex numbers of their magnitudes and angles: abs · (cos angle + i sin angle).</summary>
    /// <param name="abs">The magnitudes, floating-point.</param>
    /// <param name="angle">The angles in radians, of the same type and shape.</param>
    public static Symbol Polar(Symbol abs, Symbol angle)
    {
        RequireBroadcast("Polar", abs, angle);
        return ComplexOf(Multiply(abs, Cos(angle)), Multiply(abs, Sin(angle)), "Polar");
    }

    /// <summary>Pairs of real and imaginary parts as complex numbers.</summary>
    /// <param name="x">Shape <c>[…, 2]</c>.</param>
    /// <returns>Shape <c>[…]</c>, complex64.</returns>
    /// <exception cref="ShapeException">The last axis does not have the length 2.</exception>
    public static Symbol ViewAsComplex(Symbol x)
    {
        if (x.Rank < 1 || x.Shape[^1] != 2)
            throw new ShapeException($"ViewAsComplex: expected a last axis of length 2 (real and imaginary parts), got {x.Shape}.");
        x = x.Cast(DType.Float32);
        return RawOps.Complex(x[Indexer.Ellipsis, 0], x[Indexer.Ellipsis, 1], DType.Complex64);
    }

    /// <summary>Complex numbers as pairs of their real and imaginary parts.</summary>
    /// <param name="x">Shape <c>[…]</c>.</param>
    /// <returns>Shape <c>[…, 2]</c>.</returns>
    public static Symbol ViewAsReal(Symbol x) => RawOps.Pack([Real(x), Imag(x)], -1);

    private static DType PartType(Symbol x) => x.DType == DType.Complex64 ? DType.Float32 : DType.Float64;

    private static Symbol ComplexOf(Symbol real, Symbol imaginary, string name)
    {
        if (!real.DType.IsFloatingPoint || real.DType != imaginary.DType)
            throw new ArgumentException(
                $"{name}: expected real and imaginary parts of one floating-point type, got {real} and {imaginary}.");
        if (!real.Shape.IsCompatibleWith(imaginary.Shape))
            throw new ShapeException($"{name}: expected real and imaginary parts of one shape, got {real.Shape} and {imaginary.Shape}.");
        return RawOps.Complex(real, imaginary, real.DType == DType.Float64 ? DType.Complex128 : DType.Complex64);
    }
}
