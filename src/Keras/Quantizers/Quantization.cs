using TensorFlow;

namespace Keras.Quantizers;

/// <summary>Quantization functions on symbols, as in <c>keras.quantizers</c>.</summary>
public static partial class Quantization
{
    /// <summary>
    /// Absolute-maximum quantization: the scale is <c>maximum / (max|x| + ε)</c>, the result <c>clip(round(x · scale))</c>
    /// (<c>keras.quantizers.abs_max_quantize</c>).
    /// </summary>
    /// <param name="x">The values.</param>
    /// <param name="axis">The axes that share a scale.</param>
    /// <param name="minimum">The smallest integer. Default: -127.</param>
    /// <param name="maximum">The largest integer. Default: 127.</param>
    /// <param name="dtype">The type of the integers. Default: int8.</param>
    /// <param name="epsilon">Added to the largest magnitude. Default: 1e-7.</param>
    /// <returns>The integers, and the scale with the reduced axes at length 1.</returns>
    public static (Symbol Quantized, Symbol Scale) AbsMaxQuantize(
        Symbol x, Axes axis, int minimum = -127, int maximum = 127, DType dtype = DType.Int8, double epsilon = 1e-7)
    {
        Symbol scale = maximum / (Ops.Max(Ops.Abs(x), axis, keepDims: true) + epsilon);
        return (Round(x * scale, minimum, maximum).Cast(dtype), scale);
    }

    /// <summary>
    /// Quantizes a matrix in blocks of rows, each column of a block with a scale and a zero point of its own
    /// (<c>keras.quantizers.abs_max_quantize_grouped_with_zero_point</c>).
    /// </summary>
    /// <param name="x">The values, <c>[inputs, units]</c>.</param>
    /// <param name="blockSize">The number of rows of a block.</param>
    /// <param name="minimum">The smallest integer. Default: -8.</param>
    /// <param name="maximum">The largest integer. Default: 7.</param>
    /// <param name="dtype">The type of the integers. Default: int8.</param>
    /// <param name="epsilon">Added to the range, the difference of the largest and the smallest value. Default: 1e-7.</param>
    /// <returns>The integers <c>[inputs, units]</c>; the scales and the zero points <c>[blocks, units]</c>: a value is
    /// <c>(integer - zero) · scale</c>.</returns>
    /// <exception cref="ShapeException">The values are no matrix of known shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The block size is less than 1.</exception>
    public static (Symbol Quantized, Symbol Scale, Symbol Zero) AbsMaxQuantizeGroupedWithZeroPoint(
        Symbol x, int blockSize, int minimum = -8, int maximum = 7, DType dtype = DType.Int8, double epsilon = 1e-7)
    {
        if (x.Rank != 2 || !x.Shape.IsFullyKnown)
            throw new ShapeException($"AbsMaxQuantizeGroupedWithZeroPoint: expected a matrix of known shape, got {x.Shape}.");
        if (blockSize < 1)
            throw new ArgumentOutOfRangeException(nameof(blockSize), blockSize,
                $"AbsMaxQuantizeGroupedWithZeroPoint: expected a block size of at least 1, got {blockSize}.");
        (int rows, int columns) = ((int)x.Shape[0], (int)x.Shape[1]);
        int blocks = (rows + blockSize - 1) / blockSize;
        Symbol padded = Ops.Pad(x, [(0, blocks * blockSize - rows), (0, 0)]).Reshape([blocks, blockSize, columns]);
        Symbol least = Ops.Min(padded, 1, keepDims: true), most = Ops.Max(padded, 1, keepDims: true);
        Symbol scale = (most - least + epsilon) / (maximum - minimum);
        Symbol zero = Clip(RawOps.Round(-least / scale) + minimum, minimum, maximum);
        Symbol quantized = Clip(RawOps.Round(padded / scale) + zero, minimum, maximum).Cast(dtype);
        Symbol whole = quantized.Reshape([blocks * blockSize, columns]);
        return (blocks * blockSize == rows ? whole : Ops.Slice(whole, [0, 0], [rows, columns]),
            scale.Reshape([blocks, columns]), zero.Reshape([blocks, columns]).Cast(DType.Int8));
    }

    /// <summary>Packs integers of 4 bits into bytes, the first of two in the lower half (<c>keras.quantizers.pack_int4</c>).</summary>
    /// <param name="x">Integers of -8 to 7 (int8) or of 0 to 15 (uint8); where an axis is of odd length, a 0 is added.</param>
    /// <param name="axis">The axis that is packed. Default: 0.</param>
    /// <returns>The bytes: the axis has half the length, rounded up.</returns>
    /// <exception cref="ArgumentException">The integers are neither int8 nor uint8.</exception>
    public static Symbol PackInt4(Symbol x, int axis = 0)
    {
        RequireBytes(x, "PackInt4");
        axis = axis < 0 ? axis + x.Rank : axis;
        int length = Length(x, axis, "PackInt4");
        Symbol front = axis == 0 ? x : Ops.MoveAxis(x, axis, 0);
        if (length % 2 == 1)
            front = Ops.Pad(front, [(0, 1), .. Enumerable.Repeat((0, 0), x.Rank - 1)]);
        // In int32: bytes would be shifted out of.
        Symbol pairs = front.Cast(DType.Int32).Reshape([(length + 1) / 2, 2, .. front.Shape.Skip(1)]);
        Symbol[] halves = [.. RawOps.Unpack(pairs, 2, axis: 1).Select(h => RawOps.BitwiseAnd(h, h.Number(0x0F)))];
        Symbol packed = RawOps.BitwiseOr(halves[0], RawOps.LeftShift(halves[1], halves[1].Number(4)));
        if (x.DType == DType.Int8)
            packed = RawOps.SelectV2(RawOps.Greater(packed, packed.Number(sbyte.MaxValue)), packed - 256, packed);
        packed = packed.Cast(x.DType);
        return axis == 0 ? packed : Ops.MoveAxis(packed, 0, axis);
    }

    /// <summary>Unpacks what <see cref="PackInt4"/> packed (<c>keras.quantizers.unpack_int4</c>).</summary>
    /// <param name="packed">The bytes: int8 stand for integers of -8 to 7, uint8 for those of 0 to 15.</param>
    /// <param name="length">The length of the axis before it was packed.</param>
    /// <param name="axis">The axis that was packed. Default: 0.</param>
    /// <returns>The integers, in the type of the bytes.</returns>
    /// <exception cref="ArgumentException">The bytes are neither int8 nor uint8.</exception>
    public static Symbol UnpackInt4(Symbol packed, int length, int axis = 0)
    {
        RequireBytes(packed, "UnpackInt4");
        axis = axis < 0 ? axis + packed.Rank : axis;
        // Shifts of signed bytes keep the sign.
        Symbol four = packed.Number(4);
        Symbol low = packed.DType == DType.UInt8 ? RawOps.BitwiseAnd(packed, packed.Number(0x0F))
            : RawOps.RightShift(RawOps.LeftShift(packed, four), four);
        Symbol high = RawOps.RightShift(packed, four);
        Symbol stacked = RawOps.Pack([low, high], axis + 1);
        long[] lengths = [.. packed.Shape];
        lengths[axis] *= 2;
        Symbol whole = stacked.Reshape(Shape.Create(lengths));
        if (lengths[axis] != length)
        {
            lengths[axis] = length;
            whole = Ops.Slice(whole, [.. Enumerable.Repeat(0, packed.Rank)], [.. lengths.Select(l => (int)l)]);
        }

        return whole;
    }

    /// <summary>
    /// Dequantizes integers with the scales and zero points of their groups: <c>(x - zero) · scale</c>
    /// (<c>keras.quantizers.dequantize_with_sz_map</c>).
    /// </summary>
    /// <param name="x">The integers, <c>[units, inputs]</c> where the groups are along the last axis.</param>
    /// <param name="scale">The scales, with an axis of groups.</param>
    /// <param name="zero">The zero points, of the same shape.</param>
    /// <param name="groups">The group of each position along the axis.</param>
    /// <param name="groupAxis">The axis of groups of scales and zero points. Default: the last.</param>
    public static Symbol DequantizeWithSZMap(Symbol x, Symbol scale, Symbol zero, Symbol groups, int groupAxis = -1)
    {
        Symbol indices = groups.Cast(DType.Int32);
        Symbol scales = Ops.Take(scale, indices, groupAxis), zeros = Ops.Take(zero, indices, groupAxis).Cast(scale.DType);
        return (x.Cast(scale.DType) - zeros) * scales;
    }

    /// <summary>
    /// Quantizes values with the scales and zero points of their groups: <c>clip(round(x / scale + zero), 0, maximum)</c>
    /// (<c>keras.quantizers.quantize_with_sz_map</c>).
    /// </summary>
    /// <param name="x">The values, <c>[units, inputs]</c> where the groups are along the last axis.</param>
    /// <param name="scale">The scales, with an axis of groups.</param>
    /// <param name="zero">The zero points, of the same shape.</param>
    /// <param name="groups">The group of each position along the axis.</param>
    /// <param name="maximum">The largest integer.</param>
    /// <param name="groupAxis">The axis of groups of scales and zero points. Default: the last.</param>
    /// <returns>Integers in the type of the scales.</returns>
    public static Symbol QuantizeWithSZMap(Symbol x, Symbol scale, Symbol zero, Symbol groups, int maximum, int groupAxis = -1)
    {
        Symbol indices = groups.Cast(DType.Int32);
        return QuantizeWithZeroPoint(x, Ops.Take(scale, indices, groupAxis), Ops.Take(zero, indices, groupAxis), maximum);
    }

    /// <summary>Quantizes values with one scale and zero point per row.</summary>
    internal static Symbol QuantizeWithZeroPoint(Symbol x, Symbol scale, Symbol zero, int maximum)
    {
        Symbol divisor = RawOps.SelectV2(RawOps.Equal(scale, scale.Number(0)), scale.Number(1e-8), scale);
        return Clip(RawOps.Round(x / divisor + zero.Cast(scale.DType)), 0, maximum);
    }

    private static Symbol Round(Symbol x, int minimum, int maximum) => Clip(RawOps.Round(x), minimum, maximum);

    private static Symbol Clip(Symbol x, int minimum, int maximum) =>
        RawOps.Minimum(RawOps.Maximum(x, x.Number(minimum)), x.Number(maximum));

    private static int Length(Symbol x, int axis, string operation) => axis >= 0 && axis < x.Rank && x.Shape[axis] is >= 0 and var length
        ? (int)length
        : throw new ShapeException($"{operation}: expected a known length of axis {axis}, got {x.Shape}.");

    private static void RequireBytes(Symbol x, string operation)
    {
        if (x.DType is not (DType.Int8 or DType.UInt8))
            throw new ArgumentException($"{operation}: expected int8 or uint8, got {x.DType.StandardName}.");
    }
}
