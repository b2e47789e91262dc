using TensorFlow;

namespace Keras;

/// <content>Conversions of element types.</content>
public static partial class Ops
{
    /// <summary>The elements converted to another type; numbers outside of it are undefined.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="dtype">The type wanted.</param>
    public static Symbol Cast(Symbol x, DType dtype) => x.Cast(dtype);

    /// <summary>The elements converted to another type; numbers outside of it become its smallest or largest.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="dtype">The type wanted.</param>
    public static Symbol SaturateCast(Symbol x, DType dtype)
    {
        if (x.DType == dtype || x.DType == DType.Bool || IsComplex(x))
            return x.Cast(dtype);
        (double least, double most) = Limits(dtype);
        (double ownLeast, double ownMost) = Limits(x.DType);
        if (least > ownLeast)
            x = RawOps.Maximum(x, x.Number(Inside(x.DType, least, true)));
        if (most < ownMost)
            x = RawOps.Minimum(x, x.Number(Inside(x.DType, most, false)));
        return x.Cast(dtype);
    }

    /// <summary>The same bytes as elements of another type; the last axis becomes longer or shorter where the sizes differ.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="dtype">The type wanted.</param>
    /// <exception cref="ShapeException">The bytes of the last axis are not a multiple of the element size.</exception>
    public static Symbol View(Symbol x, DType dtype)
    {
        (int before, int after) = (x.DType.Size, dtype.Size);
        if (before == after)
            return RawOps.Bitcast(x, dtype);
        if (x.Rank < 1 || x.Shape[^1] * before % after != 0)
            throw new ShapeException($"View: expected a last axis whose bytes are whole elements of {dtype.StandardName}, got {x}.");
        Dimension[] lengths = Dimensions(x);
        if (before > after)
        {
            lengths[^1] = Dimension.Product(x, lengths[^1], before / after);
            return Reshaped(RawOps.Bitcast(x, dtype), lengths);
        }

        int ratio = after / before;
        return RawOps.Bitcast(Reshaped(x, [.. lengths.AsSpan(..^1), Length(x, x.Rank - 1, "View") / ratio, ratio]), dtype);
    }

    private static (double Least, double Most) Limits(DType dtype) => dtype switch
    {
        DType.Bool => (0, 1),
        DType.UInt8 => (0, byte.MaxValue),
        DType.UInt16 => (0, ushort.MaxValue),
        DType.UInt32 => (0, uint.MaxValue),
        DType.UInt64 => (0, ulong.MaxValue),
        DType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        DType.Int16 => (short.MinValue, short.MaxValue),
        DType.Int32 => (int.MinValue, int.MaxValue),
        DType.Int64 => (long.MinValue, long.MaxValue),
        _ => (-Largest(dtype), Largest(dtype)),
    };

    // The limit as a number of the type that is compared, on the inner side where it has no such number: 2³¹ - 1 is no float32.
    private static double Inside(DType dtype, double limit, bool isLower)
    {
        if (dtype == DType.Float32)
        {
            float rounded = (float)limit;
            return isLower ? rounded < limit ? MathF.BitIncrement(rounded)
                : rounded : rounded > limit ? MathF.BitDecrement(rounded) : rounded;
        }

        if (dtype is DType.Float64 && Math.Abs(limit) > 1L << 53 && !isLower)
            return Math.BitDecrement(limit);
        return limit;
    }
}
