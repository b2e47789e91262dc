using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras;

/// <content>Arithmetic on pairs of elements. Shapes broadcast as in NumPy; element types are promoted.</content>
public static partial class Ops
{
    /// <summary>The sums x1 + x2.</summary>
    /// <param name="x1">The first summand.</param>
    /// <param name="x2">The second summand, of a shape that broadcasts with the first's.</param>
    [ScalarOperands]
    public static Symbol Add(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return x1.DType == DType.Bool ? RawOps.LogicalOr(x1, x2) : x1 + x2;
    }

    /// <summary>The differences x1 - x2.</summary>
    /// <param name="x1">The minuend.</param>
    /// <param name="x2">The subtrahend, of a shape that broadcasts with the first's.</param>
    [ScalarOperands]
    public static Symbol Subtract(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return x1 - x2;
    }

    /// <summary>The elementwise products x1 · x2.</summary>
    /// <param name="x1">The first factor.</param>
    /// <param name="x2">The second factor, of a shape that broadcasts with the first's.</param>
    [ScalarOperands]
    public static Symbol Multiply(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return x1.DType == DType.Bool ? RawOps.LogicalAnd(x1, x2) : x1 * x2;
    }

    /// <summary>The quotients x1 / x2; of integers they are float32.</summary>
    /// <param name="x1">The dividend.</param>
    /// <param name="x2">The divisor, of a shape that broadcasts with the first's.</param>
    [ScalarOperands]
    public static Symbol Divide(Symbol x1, Symbol x2)
    {
        (x1, x2) = PromotedFloating(x1, x2);
        return x1 / x2;
    }

    /// <summary>The quotients x1 / x2; the same as <see cref="Divide(Symbol, Symbol)"/>.</summary>
    /// <param name="x1">The dividend.</param>
    /// <param name="x2">The divisor.</param>
    [ScalarOperands]
    public static Symbol TrueDivide(Symbol x1, Symbol x2) => Divide(x1, x2);

    /// <summary>The quotients x1 / x2; 0 where the divisor is 0.</summary>
    /// <param name="x1">The dividend.</param>
    /// <param name="x2">The divisor.</param>
    [ScalarOperands]
    public static Symbol DivideNoNan(Symbol x1, Symbol x2)
    {
        (x1, x2) = PromotedFloating(x1, x2);
        return RawOps.DivNoNan(x1, x2);
    }

    /// <summary>The quotients rounded towards negative infinity: ⌊x1 / x2⌋.</summary>
    /// <param name="x1">The dividend.</param>
    /// <param name="x2">The divisor.</param>
    [ScalarOperands]
    public static Symbol FloorDivide(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return RawOps.FloorDiv(x1, x2);
    }

    /// <summary>The remainders of <see cref="FloorDivide(Symbol, Symbol)"/>, which have the divisor's sign.</summary>
    /// <param name="x1">The dividend; booleans count as int32.</param>
    /// <param name="x2">The divisor.</param>
    [ScalarOperands]
    public static Symbol Mod(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return x1.DType == DType.Bool ? RawOps.FloorMod(x1.Cast(DType.Int32), x2.Cast(DType.Int32)) : RawOps.FloorMod(x1, x2);
    }

    /// <summary>The remainders of the division rounded towards 0, which have the dividend's sign.</summary>
    /// <param name="x1">The dividend; booleans count as int32.</param>
    /// <param name="x2">The divisor.</param>
    [ScalarOperands]
    public static Symbol Fmod(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        DType dtype = x1.DType == DType.Bool ? DType.Int32 : x1.DType;
        if (dtype is DType.UInt8 or DType.UInt16 or DType.UInt32 || x1.DType == DType.Bool)
            (x1, x2) = (x1.Cast(DType.Int32), x2.Cast(DType.Int32));
        return (RawOps.Sign(x1) * RawOps.FloorMod(RawOps.Abs(x1), RawOps.Abs(x2))).Cast(dtype);
    }

    /// <summary>The powers x1 ^ x2.</summary>
    /// <param name="x1">The base.</param>
    /// <param name="x2">The exponent; not negative where both are integers.</param>
    [ScalarOperands]
    public static Symbol Power(Symbol x1, Symbol x2)
    {
        RequireBroadcast("Power", x1, x2);
        DType dtype = TypePromotion.Result(x1.DType, x2.DType);
        DType computed = dtype is DType.UInt8 or DType.UInt16 or DType.UInt32 ? DType.Int32 : dtype;
        return RawOps.Pow(x1.Cast(computed), x2.Cast(computed)).Cast(dtype);
    }

    /// <summary>The larger of each pair; NaN where one is NaN, which is not certain under XLA.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol Maximum(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return RawOps.Maximum(x1, x2);
    }

    /// <summary>The smaller of each pair; NaN where one is NaN, which is not certain under XLA.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol Minimum(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return RawOps.Minimum(x1, x2);
    }

    /// <summary>The larger of each pair; the other where one is NaN.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol Fmax(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return PreferNumbers(RawOps.Maximum(x1, x2), x1, x2);
    }

    /// <summary>The smaller of each pair; the other where one is NaN.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol Fmin(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return PreferNumbers(RawOps.Minimum(x1, x2), x1, x2);
    }

    /// <summary>The lengths of the hypotenuses: √(x1² + x2²), without overflow between.</summary>
    /// <param name="x1">One leg.</param>
    /// <param name="x2">The other leg.</param>
    [ScalarOperands]
    public static Symbol Hypot(Symbol x1, Symbol x2)
    {
        (x1, x2) = PromotedFractions(x1, x2);
        x1 = RawOps.Abs(x1);
        x2 = RawOps.Abs(x2);
        Symbol larger = RawOps.Maximum(x1, x2);
        return larger * RawOps.Sqrt(1 + RawOps.Square(RawOps.DivNoNan(RawOps.Minimum(x1, x2), larger)));
    }

    /// <summary>The step function: 0 for x1 below 0, 1 above, and x2 at 0.</summary>
    /// <param name="x1">Where.</param>
    /// <param name="x2">The value at 0.</param>
    [ScalarOperands]
    public static Symbol Heaviside(Symbol x1, Symbol x2)
    {
        (x1, x2) = PromotedFractions(x1, x2);
        Symbol zero = x1.Number(0);
        return RawOps.SelectV2(RawOps.Less(x1, zero), zero, RawOps.SelectV2(RawOps.Greater(x1, zero), x1.Number(1), x2));
    }

    /// <summary>The products x1 · 2^x2.</summary>
    /// <param name="x1">The numbers.</param>
    /// <param name="x2">The exponents, integers.</param>
    /// <exception cref="ArgumentException">The exponents are no integers.</exception>
    [ScalarOperands(IntegerSecond = true)]
    public static Symbol Ldexp(Symbol x1, Symbol x2)
    {
        if (!x2.DType.IsInteger)
            throw new ArgumentException($"Ldexp: expected integers as exponents, got {x2}.", nameof(x2));
        (x1, x2) = PromotedFloating(x1, x2);
        Symbol scaled = x1 * RawOps.Pow(x1.Number(2), x2);
        return RawOps.SelectV2(RawOps.LogicalOr(RawOps.IsInf(x1), RawOps.Equal(x1, x1.Number(0))), x1, scaled);
    }

    /// <summary>The next floating-point number after x1 in the direction of x2, in float64 rounded to the type of both.</summary>
    /// <param name="x1">The numbers.</param>
    /// <param name="x2">The direction.</param>
    /// <remarks>XLA cannot compile this function.</remarks>
    [ScalarOperands]
    public static Symbol Nextafter(Symbol x1, Symbol x2)
    {
        RequireBroadcast("Nextafter", x1, x2);
        DType dtype = TypePromotion.Result(x1.DType, x2.DType, PromotedType.WeakFloat);
        return RawOps.NextAfter(x1.Cast(DType.Float64), x2.Cast(DType.Float64)).Cast(dtype);
    }

    /// <summary>The greatest common divisors of integers (Euclid's algorithm).</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    /// <exception cref="ArgumentException">The operands are no integers.</exception>
    [ScalarOperands]
    public static Symbol Gcd(Symbol x1, Symbol x2)
    {
        (x1, x2) = PromotedIntegers(x1, x2, "Gcd");
        Symbol zero = x1.Number(0);
        (x1, x2) = (x1 + RawOps.ZerosLike(x2), x2 + RawOps.ZerosLike(x1));
        return ControlFlow.While(
            [x1, x2],
            values => RawOps.Any(RawOps.NotEqual(values[1], values[1].Number(0)), AllAxes(values[1])),
            values =>
            {
                Symbol divisible = RawOps.NotEqual(values[1], values[1].Number(0));
                Symbol divisor = RawOps.SelectV2(divisible, values[1], values[1].Number(1));
                return [RawOps.SelectV2(divisible, values[1], values[0]),
                    RawOps.SelectV2(divisible, RawOps.FloorMod(values[0], divisor), values[1])];
            },
            "gcd")[0];
    }

    /// <summary>The least common multiples of integers; 0 where one is 0.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    /// <exception cref="ArgumentException">The operands are no integers.</exception>
    [ScalarOperands]
    public static Symbol Lcm(Symbol x1, Symbol x2)
    {
        (x1, x2) = PromotedIntegers(x1, x2, "Lcm");
        Symbol divisor = Gcd(x1, x2);
        Symbol none = RawOps.Equal(divisor, divisor.Number(0));
        return RawOps.SelectV2(none, divisor.Number(0), x1 * RawOps.FloorDiv(x2, RawOps.SelectV2(none, divisor.Number(1), divisor)));
    }

    private static Symbol PreferNumbers(Symbol chosen, Symbol x1, Symbol x2)
    {
        if (!x1.DType.IsFloatingPoint)
            return chosen;
        Symbol first = RawOps.IsNan(x1);
        Symbol second = RawOps.IsNan(x2);
        chosen = RawOps.SelectV2(RawOps.LogicalAnd(first, RawOps.LogicalNot(second)), x2, chosen);
        return RawOps.SelectV2(RawOps.LogicalAnd(second, RawOps.LogicalNot(first)), x1, chosen);
    }

    // As in Keras: float64 of int64, float32 of other integers.
    private static (Symbol X1, Symbol X2) PromotedFractions(Symbol x1, Symbol x2, [CallerMemberName] string name = "")
    {
        (x1, x2) = Promoted(x1, x2, name);
        DType dtype = x1.DType == DType.Int64 ? DType.Float64 : x1.DType.IsFloatingPoint ? x1.DType : DType.Float32;
        return (x1.Cast(dtype), x2.Cast(dtype));
    }

    private static (Symbol X1, Symbol X2) PromotedIntegers(Symbol x1, Symbol x2, string name)
    {
        (Symbol first, Symbol second) = Promoted(x1, x2, name);
        if (!first.DType.IsInteger)
            throw new ArgumentException($"{name}: expected integers, got {x1} and {x2}.");
        return IsUnsigned(first.DType) ? (first, second) : (RawOps.Abs(first), RawOps.Abs(second));
    }

    private static bool IsUnsigned(DType dtype) => dtype is DType.UInt8 or DType.UInt16 or DType.UInt32 or DType.UInt64;
}
