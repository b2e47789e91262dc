using TensorFlow;

namespace Keras.Quantizers;

/// <content>Scales and zero points.</content>
public static partial class Quantization
{
    private const int MostParameterBits = 8;

    /// <summary>
    /// Computes the scales and zero points that quantize the rows of a matrix
    /// (<c>keras.quantizers.quantizers.compute_quantization_parameters</c>): a value is about <c>(integer - zero) · scale</c>.
    /// </summary>
    /// <param name="x">The values, <c>[units, inputs]</c>, of known shape.</param>
    /// <param name="bits">The number of bits per integer, from 1 to 8.</param>
    /// <param name="symmetric">Whether the range is symmetric around 0. Default: false.</param>
    /// <param name="perChannel">Whether each row has parameters of its own. Default: false.</param>
    /// <param name="groupSize">
    /// The number of inputs that share parameters, where each row has its own. Default: -1, all inputs of the row.
    /// </param>
    /// <param name="epsilon">Added to the range, the difference of the largest and the smallest value. Default: 0.</param>
    /// <param name="signed">Whether the integers are <c>-2^(bits-1)</c> to <c>2^(bits-1) - 1</c> instead of <c>0</c> to
    /// <c>2^bits - 1</c>. Default: false.</param>
    /// <returns>The scales and the zero points (int8 if signed, otherwise uint8), <c>[units, groups]</c>, and the largest
    /// integer counted from the smallest, <c>2^bits - 1</c>.</returns>
    /// <exception cref="ShapeException">The values have fewer than two axes, are empty, or their shape is not known.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits or the size of a group is out of range.</exception>
    public static (Symbol Scale, Symbol Zero, int Maximum) ComputeQuantizationParameters(
        Symbol x, int bits, bool symmetric = false, bool perChannel = false, int groupSize = -1, double epsilon = 0, bool signed = false)
    {
        if (x.Rank < 2 || !x.Shape.IsFullyKnown || x.Shape.ElementCount == 0)
            throw new ShapeException(
                $"ComputeQuantizationParameters: expected numbers of two or more axes and of known shape, got {x.Shape}.");
        if (bits is < 1 or > MostParameterBits)
            throw new ArgumentOutOfRangeException(
                nameof(bits), bits, $"ComputeQuantizationParameters: expected 1 to {MostParameterBits} bits, got {bits}.");
        if (groupSize is 0 or < -1)
            throw new ArgumentOutOfRangeException(
                nameof(groupSize), groupSize,
                $"ComputeQuantizationParameters: expected a group of at least 1 input, or -1 for all, got {groupSize}.");
        (int units, int inputs) = checked(((int)x.Shape[0], (int)x.Shape[1]));
        int groups = perChannel && groupSize > 0 ? (inputs + groupSize - 1) / groupSize : 1;
        (Symbol least, Symbol most) = groups > 1
            ? Range(Grouped(x, units, inputs, groups, groupSize), 2)
            : Range(Ops.Reshape(x, [perChannel ? units : 1, -1]), 1);
        if (symmetric)
        {
            most = RawOps.Maximum(Ops.Abs(least), most);
            least = RawOps.SelectV2(RawOps.Less(least, least.Number(0)), -most, least);
        }

        Symbol isPoint = RawOps.Equal(least, most);
        (least, most) = (RawOps.SelectV2(isPoint, least - 1f, least), RawOps.SelectV2(isPoint, most + 1f, most));
        int maximum = (1 << bits) - 1;
        Symbol range = epsilon > 0 ? most - least + epsilon : most - least;
        Symbol scale = range / maximum;
        scale = RawOps.SelectV2(RawOps.LessEqual(scale, scale.Number(0)), scale.Number(1e-8), scale);
        int first = signed ? -(1 << (bits - 1)) : 0;
        Symbol zero = symmetric
            ? RawOps.ZerosLike(scale) + (((maximum + 1) / 2) + first) : RawOps.Round(-least / scale) + first;
        if (signed)
            zero = Clip(zero, first, first + maximum);
        Shape shape = [groups > 1 || perChannel ? units : 1, groups];
        (scale, zero) = (Ops.Reshape(scale, shape), Ops.Reshape(zero, shape));
        if (!perChannel)
            (scale, zero) = (Ops.Tile(scale, [units, 1]), Ops.Tile(zero, [units, 1]));
        return (scale, zero.Cast(signed ? DType.Int8 : DType.UInt8), maximum);
    }

    private static Symbol Grouped(Symbol x, int units, int inputs, int groups, int size)
    {
        // As in Keras, zeros fill the last group and count for its range.
        Symbol padded = groups * size == inputs ? x : Ops.Pad(x, [(0, 0), (0, (groups * size) - inputs)]);
        return Ops.Reshape(padded, [units, groups, size]);
    }

    private static (Symbol Least, Symbol Most) Range(Symbol x, int axis) => (Ops.Min(x, axis), Ops.Max(x, axis));
}
