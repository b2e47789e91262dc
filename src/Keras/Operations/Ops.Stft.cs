using TensorFlow;

namespace Keras;

/// <content>Short-time Fourier transforms.</content>
public static partial class Ops
{
    /// <summary>The short-time Fourier transform: that of the windows of a signal at a given distance.</summary>
    /// <param name="x">A signal, <c>[…, n]</c>, float32 or float64.</param>
    /// <param name="sequenceLength">The length of a window.</param>
    /// <param name="sequenceStride">The stride between consecutive windows.</param>
    /// <param name="fftLength">The length of a transform, at least that of a window, which is put in its middle.</param>
    /// <param name="window">The window function: "hann" (default), "hamming", or null for none.</param>
    /// <param name="center">Whether the signal is mirrored at its ends so that windows are centered on their positions. Default:
    /// true.</param>
    /// <returns>Shape <c>[…, windows, fftLength / 2 + 1]</c>.</returns>
    /// <exception cref="ArgumentException">The window is unknown, the type no float, or the transform shorter than a window.</exception>
    public static (Symbol Real, Symbol Imaginary) Stft(
        Symbol x, int sequenceLength, int sequenceStride, int fftLength, string? window = "hann", bool center = true)
    {
        RequireSignal(x);
        return Transformed(x, TransformWindow(x, window, sequenceLength, fftLength, "Stft"), sequenceStride, fftLength, center);
    }

    /// <summary>The inverse of <see cref="Stft(Symbol, int, int, int, string?, bool)"/>: the windows of a signal added up, divided by the
    /// sum of the squared window functions.</summary>
    /// <param name="x">Real and imaginary parts, <c>[…, windows, fftLength / 2 + 1]</c>.</param>
    /// <param name="sequenceLength">The length of a window.</param>
    /// <param name="sequenceStride">The stride between consecutive windows.</param>
    /// <param name="fftLength">The length of a transform, at least that of a window.</param>
    /// <param name="length">The length of the signal; null (default) for as long as the windows reach.</param>
    /// <param name="window">The window function: "hann" (default), "hamming", or null for none.</param>
    /// <param name="center">Whether windows are centered on their positions. Default: true.</param>
    /// <returns>Shape <c>[…, n]</c>.</returns>
    /// <exception cref="ArgumentException">The window is unknown, or the transform shorter than a window.</exception>
    public static Symbol Istft(
        (Symbol Real, Symbol Imaginary) x,
        int sequenceLength,
        int sequenceStride,
        int fftLength,
        int? length = null,
        string? window = "hann",
        bool center = true)
    {
        Symbol? factors = TransformWindow(x.Real, window, sequenceLength, fftLength, "Istft");
        return Restored(x, factors, sequenceStride, fftLength, length, center);
    }

    private static void RequireSignal(Symbol x)
    {
        if (x.DType is not (DType.Float32 or DType.Float64))
            throw new ArgumentException($"Stft: expected float32 or float64, got {x}; Cast the signal first.", nameof(x));
    }

    private static (Symbol Real, Symbol Imaginary) Transformed(Symbol x, Symbol? window, int sequenceStride, int fftLength, bool center)
    {
        if (center)
        {
            (int, int)[] widths = [.. Enumerable.Repeat((0, 0), x.Rank - 1), (fftLength / 2, fftLength / 2)];
            x = Pad(x, widths, "reflect");
        }

        Symbol frames = ExtractSequences(x, fftLength, sequenceStride);
        return Rfft(window is { } factors ? frames * factors : frames, fftLength);
    }

    private static Symbol Restored(
        (Symbol Real, Symbol Imaginary) x, Symbol? window, int sequenceStride, int fftLength, int? length, bool center)
    {
        Symbol frames = Irfft(x, fftLength);
        if (window is { } factors)
            frames *= Inverted(factors, fftLength, sequenceStride);
        Symbol signal = Overlapped(frames, sequenceStride);
        int start = center ? fftLength / 2 : 0;
        int? stop = length is { } wanted ? start + wanted : center && fftLength / 2 > 0 ? -(fftLength / 2) : null;
        return signal[Indexer.Ellipsis, new Slice(start, stop)];
    }

    // A periodic window in the middle of a transform; as in TensorFlow, one of odd length is symmetric, and every step is rounded to the
    // type of the signal: the leakage of a window that is more exact differs at quiet frequencies, whose decibels show it.
    private static Symbol? TransformWindow(Symbol like, string? window, int sequenceLength, int fftLength, string name)
    {
        RequireWindow(sequenceLength, fftLength, name);
        (double offset, double amplitude) = window switch
        {
            "hann" => (0.5, 0.5),
            "hamming" => (0.54, 0.46),
            null => (1, 0),
            _ => throw new ArgumentException($"{name}: expected the window hann or hamming, or none, got '{window}'.", nameof(window)),
        };
        if (window is null)
            return null;
        int before = (fftLength - sequenceLength) / 2;
        Symbol factors = sequenceLength == 1 ? Numbers(like, [1])
            : like.Number(offset) - (RawOps.Cos(Angles(like, sequenceLength)) * like.Number(amplitude));
        return Pad(factors, [(before, fftLength - sequenceLength - before)]);
    }

    private static Symbol Angles(Symbol like, int length)
    {
        int period = length % 2 == 0 ? length : length - 1;
        IEnumerable<int> places = Enumerable.Range(0, length);
        return Numbers(like, like.DType == DType.Float64
            ? [.. places.Select(n => 2 * Math.PI * n / period)]
            : [.. places.Select(n => (double)((float)(2 * Math.PI) * n / period))]);
    }

    // tf.signal.inverse_stft_window_fn: each value divided by the sum of the squares that fall on its position.
    private static Symbol Inverted(Symbol window, int length, int stride)
    {
        int rows = (length + stride - 1) / stride;
        Symbol padded = Pad(window * window, [(0, (rows * stride) - length)]);
        Symbol sums = Sum(padded.Reshape([rows, stride]), 0);
        Symbol repeated = Reshape(BroadcastTo(sums, [rows, stride]), [-1]);
        return window / repeated[..length];
    }

    private static Symbol Numbers(Symbol like, double[] values)
    {
        if (like.DType == DType.Float64)
        {
            using Tensor precise = Tensor.Create<double>(values);
            return like.Graph.Constant(precise);
        }

        using Tensor single = Tensor.Create<float>([.. values.Select(v => (float)v)]);
        return like.Graph.Constant(single).Cast(like.DType);
    }

    /// <summary>Frames at a distance added up where they overlap: <c>[…, frames, length]</c> becomes <c>[…, n]</c>.</summary>
    private static Symbol Overlapped(Symbol frames, int stride)
    {
        Dimension[] lengths = Dimensions(frames);
        Dimension[] outer = lengths[..^2];
        int size = Length(frames, frames.Rank - 1, "Istft");
        Symbol count = Shape(frames, -2);
        Symbol positions = ExpandDims(CountUpTo(count) * stride, 1) + ExpandDims(CountUpTo(Int(frames, size)), 0);
        Symbol elements = Permuted(Reshaped(frames, Dimension.Product(frames, outer), -1), [1, 0]);
        Dimension total = lengths[^2].IsKnown ? ((lengths[^2].Length - 1) * stride) + size : ((count - 1) * stride) + size;
        Symbol summed = RawOps.UnsortedSegmentSum(elements, positions.Reshape([-1]), total.AsSymbol(frames));
        return Reshaped(Permuted(summed, [1, 0]), [.. outer, total]);
    }
}
