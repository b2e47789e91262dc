using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras;

/// <content>Operations on the bits of integers.</content>
public static partial class Ops
{
    /// <summary>The bits that are set in both.</summary>
    /// <param name="x">Integers.</param>
    /// <param name="y">Integers of a shape that broadcasts with the first's.</param>
    [ScalarOperands]
    public static Symbol BitwiseAnd(Symbol x, Symbol y)
    {
        (x, y) = PromotedBits(x, y);
        return RawOps.BitwiseAnd(x, y);
    }

    /// <summary>The bits that are set in at least one.</summary>
    /// <param name="x">Integers.</param>
    /// <param name="y">Integers of a shape that broadcasts with the first's.</param>
    [ScalarOperands]
    public static Symbol BitwiseOr(Symbol x, Symbol y)
    {
        (x, y) = PromotedBits(x, y);
        return RawOps.BitwiseOr(x, y);
    }

    /// <summary>The bits that are set in one only.</summary>
    /// <param name="x">Integers.</param>
    /// <param name="y">Integers of a shape that broadcasts with the first's.</param>
    [ScalarOperands]
    public static Symbol BitwiseXor(Symbol x, Symbol y)
    {
        (x, y) = PromotedBits(x, y);
        return RawOps.BitwiseXor(x, y);
    }

    /// <summary>All bits turned.</summary>
    /// <param name="x">Integers.</param>
    public static Symbol BitwiseInvert(Symbol x)
    {
        RequireIntegers(x, "BitwiseInvert", nameof(x));
        return RawOps.Invert(x);
    }

    /// <summary>All bits turned; the same as <see cref="BitwiseInvert(Symbol)"/>.</summary>
    /// <param name="x">Integers.</param>
    public static Symbol BitwiseNot(Symbol x) => BitwiseInvert(x);

    /// <summary>The bits moved to the left: x · 2ʸ.</summary>
    /// <param name="x">Integers.</param>
    /// <param name="y">The number of places.</param>
    [ScalarOperands]
    public static Symbol BitwiseLeftShift(Symbol x, Symbol y)
    {
        (x, y) = PromotedBits(x, y);
        return RawOps.LeftShift(x, y);
    }

    /// <summary>The bits moved to the right: ⌊x / 2ʸ⌋.</summary>
    /// <param name="x">Integers.</param>
    /// <param name="y">The number of places.</param>
    [ScalarOperands]
    public static Symbol BitwiseRightShift(Symbol x, Symbol y)
    {
        (x, y) = PromotedBits(x, y);
        return RawOps.RightShift(x, y);
    }

    /// <summary>The bits moved to the left; the same as <see cref="BitwiseLeftShift(Symbol, Symbol)"/>.</summary>
    /// <param name="x">Integers.</param>
    /// <param name="y">The number of places.</param>
    [ScalarOperands]
    public static Symbol LeftShift(Symbol x, Symbol y) => BitwiseLeftShift(x, y);

    /// <summary>The bits moved to the right; the same as <see cref="BitwiseRightShift(Symbol, Symbol)"/>.</summary>
    /// <param name="x">Integers.</param>
    /// <param name="y">The number of places.</param>
    [ScalarOperands]
    public static Symbol RightShift(Symbol x, Symbol y) => BitwiseRightShift(x, y);

    private static (Symbol X, Symbol Y) PromotedBits(Symbol x, Symbol y, [CallerMemberName] string name = "")
    {
        RequireIntegers(x, name, nameof(x));
        RequireIntegers(y, name, nameof(y));
        return Promoted(x, y, name);
    }
}
