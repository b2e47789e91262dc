using TensorFlow;

namespace Keras.Quantizers;

/// <content>Simulated quantization, for quantization-aware training.</content>
public static partial class Quantization
{
    private const int LeastBits = 2;
    private const int MostBits = 16;

    /// <summary>
    /// Simulates quantization: clips values to a range and rounds them to the values that an integer of so many bits can represent in it
    /// (<c>keras.quantizers.fake_quant_with_min_max_vars</c>). The range is shifted so that 0 is one of these values.
    /// </summary>
    /// <remarks>
    /// Gradients flow through the values inside the range, and to a limit from the values beyond it, so that the range can be trained.
    /// </remarks>
    /// <param name="x">The values.</param>
    /// <param name="minimum">The lower limit of the range: a scalar, or one for each channel <c>[channels]</c>.</param>
    /// <param name="maximum">The upper limit of the range, of the same shape.</param>
    /// <param name="numBits">The number of bits, from 2 to 16. Default: 8.</param>
    /// <param name="narrowRange">Whether the smallest integer is 1 instead of 0. Default: false.</param>
    /// <param name="axis">The axis of the channels. Default: null, one range for all values.</param>
    /// <returns>The rounded values, in the type of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits or the axis is out of range.</exception>
    /// <exception cref="ShapeException">There is not one limit for each channel.</exception>
    public static Symbol FakeQuantWithMinMaxVars(
        Symbol x, Symbol minimum, Symbol maximum, int numBits = 8, bool narrowRange = false, int? axis = null)
    {
        if (numBits is < LeastBits or > MostBits)
            throw new ArgumentOutOfRangeException(
                nameof(numBits), numBits, $"FakeQuantWithMinMaxVars: expected {LeastBits} to {MostBits} bits, got {numBits}.");
        if (axis is { } given && (given < -x.Rank || given >= x.Rank))
            throw new ArgumentOutOfRangeException(
                nameof(axis), axis, $"FakeQuantWithMinMaxVars: expected an axis of {x.Shape}, got {axis}.");
        Symbol wide = x.Cast(DType.Float32);
        if (axis is not { } channels)
            return PerTensor(
                wide, Ops.Reshape(minimum.Cast(DType.Float32), []), Ops.Reshape(maximum.Cast(DType.Float32), []), numBits, narrowRange)
                .Cast(x.DType);
        RequireChannels(minimum, x.Shape, channels);
        RequireChannels(maximum, x.Shape, channels);
        Symbol last = Ops.SwapAxes(wide, channels, -1);
        // The op takes no arrays of three or of more than four axes.
        Symbol rows = Ops.Reshape(last, [-1, checked((int)last.Shape[^1])]);
        Symbol rounded = PerChannel(rows, minimum.Cast(DType.Float32), maximum.Cast(DType.Float32), numBits, narrowRange);
        return Ops.SwapAxes(Ops.Reshape(rounded, Ops.Shape(last)), channels, -1).WithShape(x.Shape).Cast(x.DType);
    }

    private static Symbol PerTensor(Symbol x, Symbol minimum, Symbol maximum, int bits, bool narrow) => WithGradient(
        x, minimum, maximum, RawOps.FakeQuantWithMinMaxVars(x, minimum, maximum, bits, narrow),
        dy => RawOps.FakeQuantWithMinMaxVarsGradient(dy, x, minimum, maximum, bits, narrow));

    private static Symbol PerChannel(Symbol x, Symbol minimum, Symbol maximum, int bits, bool narrow) => WithGradient(
        x, minimum, maximum, RawOps.FakeQuantWithMinMaxVarsPerChannel(x, minimum, maximum, bits, narrow),
        dy => RawOps.FakeQuantWithMinMaxVarsPerChannelGradient(dy, x, minimum, maximum, bits, narrow));

    private static Symbol WithGradient(
        Symbol x, Symbol minimum, Symbol maximum, Symbol y, Func<Symbol, (Symbol X, Symbol Minimum, Symbol Maximum)> gradient) =>
        Gradients.Define([x, minimum, maximum], [y], dys =>
        {
            (Symbol dx, Symbol least, Symbol most) = gradient(dys[0]!.Value);
            return [dx, least, most];
        })[0];

    private static void RequireChannels(Symbol limits, Shape x, int axis)
    {
        long channels = x[axis < 0 ? axis + x.Rank : axis];
        if (!limits.Shape.IsCompatibleWith([channels]))
            throw new ShapeException(
                $"FakeQuantWithMinMaxVars: expected one limit for each of the {channels} channels, got shape {limits.Shape}.");
    }
}
