using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras;

/// <content>Comparisons, tests and logic. Results are booleans; shapes broadcast and element types are promoted.</content>
public static partial class Ops
{
    /// <summary>Whether each pair is equal.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol Equal(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return RawOps.Equal(x1, x2);
    }

    /// <summary>Whether each pair differs.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol NotEqual(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2);
        return RawOps.NotEqual(x1, x2);
    }

    /// <summary>Whether x1 &gt; x2.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol Greater(Symbol x1, Symbol x2)
    {
        (x1, x2) = Ordered(x1, x2);
        return RawOps.Greater(x1, x2);
    }

    /// <summary>Whether x1 ≥ x2.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol GreaterEqual(Symbol x1, Symbol x2)
    {
        (x1, x2) = Ordered(x1, x2);
        return RawOps.GreaterEqual(x1, x2);
    }

    /// <summary>Whether x1 &lt; x2.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol Less(Symbol x1, Symbol x2)
    {
        (x1, x2) = Ordered(x1, x2);
        return RawOps.Less(x1, x2);
    }

    /// <summary>Whether x1 ≤ x2.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    [ScalarOperands]
    public static Symbol LessEqual(Symbol x1, Symbol x2)
    {
        (x1, x2) = Ordered(x1, x2);
        return RawOps.LessEqual(x1, x2);
    }

    /// <summary>Whether each pair is nearly equal: |x1 - x2| ≤ atol + rtol · |x2|.</summary>
    /// <param name="x1">The numbers.</param>
    /// <param name="x2">The reference.</param>
    /// <param name="rtol">The relative tolerance. Default: 1e-5.</param>
    /// <param name="atol">The absolute tolerance. Default: 1e-8.</param>
    /// <param name="equalNan">Whether NaN equals NaN. Default: false.</param>
    public static Symbol IsClose(Symbol x1, Symbol x2, double rtol = 1e-5, double atol = 1e-8, bool equalNan = false)
    {
        (x1, x2) = Promoted(x1, x2);
        if (!x1.DType.IsFloatingPoint)
            return RawOps.Equal(x1, x2);
        Symbol close = RawOps.LessEqual(RawOps.Abs(x1 - x2), (rtol * RawOps.Abs(x2)) + atol);
        return equalNan ? RawOps.LogicalOr(close, RawOps.LogicalAnd(RawOps.IsNan(x1), RawOps.IsNan(x2))) : close;
    }

    /// <summary>Whether all pairs are nearly equal: |x1 - x2| ≤ atol + rtol · |x2|, or both the same infinity.</summary>
    /// <param name="x1">The numbers.</param>
    /// <param name="x2">The reference.</param>
    /// <param name="rtol">The relative tolerance. Default: 1e-5.</param>
    /// <param name="atol">The absolute tolerance. Default: 1e-8.</param>
    /// <param name="equalNan">Whether NaN equals NaN. Default: false.</param>
    /// <returns>A boolean scalar.</returns>
    public static Symbol AllClose(Symbol x1, Symbol x2, double rtol = 1e-5, double atol = 1e-8, bool equalNan = false)
    {
        (x1, x2) = Promoted(x1, x2);
        Symbol equal = RawOps.Equal(x1, x2);
        if (x1.DType.IsFloatingPoint)
        {
            Symbol finite = RawOps.LogicalAnd(RawOps.IsFinite(x1), RawOps.IsFinite(x2));
            Symbol close = RawOps.LessEqual(RawOps.Abs(x1 - x2), (rtol * RawOps.Abs(x2)) + atol);
            equal = RawOps.LogicalOr(RawOps.LogicalAnd(finite, close), equal);
            if (equalNan)
                equal = RawOps.LogicalOr(equal, RawOps.LogicalAnd(RawOps.IsNan(x1), RawOps.IsNan(x2)));
        }

        return RawOps.All(equal, AllAxes(equal));
    }

    /// <summary>Whether each element is a finite number.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol IsFinite(Symbol x) => x.DType.IsFloatingPoint || IsComplex(x) ? RawOps.IsFinite(Parts(x)) : Constant(x, true);

    /// <summary>Whether each element is infinite.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol IsInf(Symbol x) => x.DType.IsFloatingPoint ? RawOps.IsInf(x) : Constant(x, false);

    /// <summary>Whether each element is not a number.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol IsNaN(Symbol x) => x.DType.IsFloatingPoint ? RawOps.IsNan(x) : Constant(x, false);

    /// <summary>Whether each element is negative infinity.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol IsNegInf(Symbol x) =>
        x.DType.IsFloatingPoint ? RawOps.Equal(x, x.Number(double.NegativeInfinity)) : Constant(x, false);

    /// <summary>Whether each element is positive infinity.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol IsPosInf(Symbol x) =>
        x.DType.IsFloatingPoint ? RawOps.Equal(x, x.Number(double.PositiveInfinity)) : Constant(x, false);

    /// <summary>Whether each element has no imaginary part.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol IsReal(Symbol x)
    {
        if (!IsComplex(x))
            return Constant(x, true);
        Symbol imaginary = Imag(x);
        return RawOps.Equal(imaginary, imaginary.Number(0));
    }

    /// <summary>Whether each element of x1 is among those of x2.</summary>
    /// <param name="x1">Any shape.</param>
    /// <param name="x2">Any shape.</param>
    /// <param name="assumeUnique">Has no effect; Keras's argument. Default: false.</param>
    /// <param name="invert">Whether the answer is turned. Default: false.</param>
    /// <returns>Booleans of the shape of x1.</returns>
    public static Symbol IsIn(Symbol x1, Symbol x2, bool assumeUnique = false, bool invert = false)
    {
        _ = assumeUnique;
        (x1, x2) = Promoted(x1, x2, null);
        Symbol equal = RawOps.Equal(ExpandDims(x1, -1), x2.Reshape([-1]));
        Symbol found = RawOps.Any(equal, x1.Graph.Constant(-1));
        return invert ? RawOps.LogicalNot(found) : found;
    }

    /// <summary>Whether both are true; numbers other than 0 are.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    public static Symbol LogicalAnd(Symbol x1, Symbol x2)
    {
        RequireBroadcast("LogicalAnd", x1, x2);
        return RawOps.LogicalAnd(x1.Cast(DType.Bool), x2.Cast(DType.Bool));
    }

    /// <summary>Whether at least one is true; numbers other than 0 are.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    public static Symbol LogicalOr(Symbol x1, Symbol x2)
    {
        RequireBroadcast("LogicalOr", x1, x2);
        return RawOps.LogicalOr(x1.Cast(DType.Bool), x2.Cast(DType.Bool));
    }

    /// <summary>Whether exactly one is true; numbers other than 0 are.</summary>
    /// <param name="x1">One operand.</param>
    /// <param name="x2">The other.</param>
    public static Symbol LogicalXor(Symbol x1, Symbol x2)
    {
        RequireBroadcast("LogicalXor", x1, x2);
        return RawOps.NotEqual(x1.Cast(DType.Bool), x2.Cast(DType.Bool));
    }

    /// <summary>Whether each element is false; the number 0 is.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol LogicalNot(Symbol x) => RawOps.LogicalNot(x.Cast(DType.Bool));

    /// <summary>The elements of x1 where the condition holds, of x2 elsewhere.</summary>
    /// <param name="condition">Booleans; numbers other than 0 are true.</param>
    /// <param name="x1">The elements where the condition holds, of a shape that broadcasts with the others'.</param>
    /// <param name="x2">The elements elsewhere.</param>
    public static Symbol Where(Symbol condition, Symbol x1, Symbol x2)
    {
        RequireBroadcast("Where", condition, x1, x2);
        (x1, x2) = Promoted(x1, x2);
        return RawOps.SelectV2(condition.Cast(DType.Bool), x1, x2);
    }

    /// <inheritdoc cref="Where(Symbol, Symbol, Symbol)"/>
    public static Symbol Where(Symbol condition, Symbol x1, Scalar x2) => Where(condition, x1, x2.Beside(x1));

    /// <inheritdoc cref="Where(Symbol, Symbol, Symbol)"/>
    public static Symbol Where(Symbol condition, Scalar x1, Symbol x2) => Where(condition, x1.Beside(x2), x2);

    /// <summary>The positions of the elements that are true, one int32 list an axis; the same as <see cref="Nonzero(Symbol)"/>.</summary>
    /// <param name="condition">Booleans; numbers other than 0 are true.</param>
    /// <remarks>XLA cannot compile this function, because the lengths depend on the elements.</remarks>
    public static Symbol[] Where(Symbol condition) => Nonzero(condition);

    // The native comparisons have no kernel for booleans.
    private static (Symbol X1, Symbol X2) Ordered(Symbol x1, Symbol x2, [CallerMemberName] string name = "")
    {
        (x1, x2) = Promoted(x1, x2, name);
        return x1.DType == DType.Bool ? (x1.Cast(DType.UInt8), x2.Cast(DType.UInt8)) : (x1, x2);
    }

    private static Symbol Parts(Symbol x) => IsComplex(x) ? Magnitude(x) : x;

    private static Symbol Constant(Symbol like, bool value)
    {
        Symbol constant = like.Graph.Constant(value ? 1 : 0, DType.Bool);
        return RawOps.Fill(Shape(like), constant);
    }
}
