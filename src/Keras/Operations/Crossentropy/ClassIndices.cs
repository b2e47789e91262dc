using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// Class indices of any type as integers. An invalid one, NaN or beyond an int64, becomes an index that no class has: a plain conversion
/// makes class 0 of NaN where XLA compiles, and -1 of the largest uint64.
/// </summary>
internal static class ClassIndices
{
    private const double NoClass = -(double)(1L << 62);

    // Up to here floats are integers that an int64 holds exactly.
    private const double Limit = 1L << 53;

    /// <summary>The numbers as int64, fractions truncated.</summary>
    public static Symbol Of(Symbol classes)
    {
        if (classes.DType == DType.Int64)
            return classes;
        if (classes.DType == DType.UInt64)
        {
            Symbol wrapped = classes.Cast(DType.Int64);
            return Ops.Where(Ops.Less(wrapped, 0), wrapped.Number(NoClass), wrapped);
        }

        if (!classes.DType.IsFloatingPoint)
            return classes.Cast(DType.Int64);
        Symbol wide = classes.DType == DType.Float64 ? classes : classes.Cast(DType.Float32);
        Symbol isWhole = Ops.Less(Ops.Abs(wide), Limit);
        Symbol whole = Ops.Where(isWhole, wide, Ops.ZerosLike(wide)).Cast(DType.Int64);
        return Ops.Where(isWhole, whole, whole.Number(NoClass));
    }

    /// <summary>Whether there is such a class.</summary>
    /// <param name="classes">Class indices, int64.</param>
    /// <param name="count">The number of classes, a scalar.</param>
    public static Symbol Exist(Symbol classes, Symbol count) =>
        RawOps.LogicalAnd(Ops.GreaterEqual(classes, classes.Number(0)), Ops.Less(classes, count.Cast(classes.DType)));
}
