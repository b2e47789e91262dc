using TensorFlow;

namespace Keras.Quantizers;

/// <content>float8: 8-bit floating-point numbers.</content>
public static partial class Quantization
{
    /// <summary>
    /// Quantizes values to float8 and back: divides them by a scale, clips and rounds them to the format, and multiplies by the scale
    /// (<c>keras.quantizers.quantize_and_dequantize</c>).
    /// </summary>
    /// <param name="x">The values.</param>
    /// <param name="scale">The scale, a scalar.</param>
    /// <param name="format">The float8 format.</param>
    /// <returns>Values of the type of <paramref name="x"/>.</returns>
    public static Symbol QuantizeAndDequantize(Symbol x, Symbol scale, Float8Format format)
    {
        Symbol divisor = scale.Cast(x.DType), largest = x.Number(LargestOf(format));
        Symbol within = RawOps.Minimum(RawOps.Maximum(x / divisor, -largest), largest);
        return Rounded(within.Cast(DType.Float32), format).Cast(x.DType) * divisor;
    }

    /// <summary>
    /// Computes the scale that maps the largest magnitude to the format's largest value; the old one where that is 0 or not finite
    /// (<c>keras.quantizers.compute_float8_scale</c>).
    /// </summary>
    /// <param name="amax">The largest magnitude.</param>
    /// <param name="scale">The old scale.</param>
    /// <param name="format">The float8 format.</param>
    /// <param name="margin">The headroom above, in powers of two. Default: 0.</param>
    public static Symbol ComputeFloat8Scale(Symbol amax, Symbol scale, Float8Format format, int margin = 0)
    {
        Symbol old = RawOps.Reciprocal(scale);
        Symbol factor = amax.Number(LargestOf(format)) / amax / Math.Pow(2, margin);
        factor = RawOps.SelectV2(RawOps.Greater(amax, amax.Number(0)), factor, old);
        return RawOps.Reciprocal(RawOps.SelectV2(RawOps.IsFinite(amax), factor, old));
    }

    /// <summary>
    /// Updates the history of largest magnitudes: the oldest one is replaced by that of the values
    /// (<c>keras.quantizers.compute_float8_amax_history</c>).
    /// </summary>
    /// <param name="x">The values.</param>
    /// <param name="history">The largest magnitudes, the newest one first.</param>
    public static Symbol ComputeFloat8AmaxHistory(Symbol x, Symbol history)
    {
        Symbol newest = Ops.Max(Ops.Abs(x)).Cast(history.DType).Reshape([1]);
        Symbol rolled = Ops.Roll(history, -1);
        int length = (int)history.Shape[0];
        return length == 1 ? newest : Ops.Concatenate([newest, Ops.Slice(rolled, [1], [length - 1])]);
    }

    private static double LargestOf(Float8Format format) => format == Float8Format.E4M3FN ? 448 : 57344;

    // To the nearest number, and to an even mantissa between two: the bits that a float32 has more are rounded away; numbers below the
    // smallest normal one are multiples of the smallest number.
    private static Symbol Rounded(Symbol x, Float8Format format)
    {
        (int dropped, double smallestNormal, double smallest) = format == Float8Format.E4M3FN
            ? (20, Math.Pow(2, -6), Math.Pow(2, -9)) : (21, Math.Pow(2, -14), Math.Pow(2, -16));
        Symbol bits = RawOps.Bitcast(x, DType.Int32), one = bits.Graph.Constant(1, DType.Int32);
        Symbol last = RawOps.BitwiseAnd(RawOps.RightShift(bits, bits.Graph.Constant(dropped, DType.Int32)), one);
        Symbol up = bits + (last + bits.Graph.Constant((1 << (dropped - 1)) - 1, DType.Int32));
        Symbol normal = RawOps.Bitcast(RawOps.BitwiseAnd(up, bits.Graph.Constant(-(1 << dropped), DType.Int32)), DType.Float32);
        Symbol small = RawOps.Round(x / smallest) * smallest;
        return RawOps.SelectV2(RawOps.Less(RawOps.Abs(x), x.Number(smallestNormal)), small, normal);
    }
}
