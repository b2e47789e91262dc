using TensorFlow;

namespace Keras;

/// <content>Short-time Fourier transforms with windows of numbers.</content>
public static partial class Ops
{
    /// <summary>The short-time Fourier transform with a window of numbers: that of the windows of a signal at a given distance.</summary>
    /// <param name="x">A signal, <c>[…, n]</c>, float32 or float64.</param>
    /// <param name="window">The factors of a window, whose length is that of the window.</param>
    /// <param name="sequenceStride">The stride between consecutive windows.</param>
    /// <param name="fftLength">The length of a transform, at least that of a window, which is put in its middle.</param>
    /// <param name="center">Whether the signal is mirrored at its ends so that windows are centered on their positions. Default:
    /// true.</param>
    /// <returns>Shape <c>[…, windows, fftLength / 2 + 1]</c>.</returns>
    /// <exception cref="ArgumentException">The type is no float, or the transform shorter than a window.</exception>
    public static (Symbol Real, Symbol Imaginary) Stft(
        Symbol x, ReadOnlySpan<float> window, int sequenceStride, int fftLength, bool center = true)
    {
        RequireSignal(x);
        return Transformed(x, Window(x, window, fftLength, "Stft"), sequenceStride, fftLength, center);
    }

    /// <summary>The short-time Fourier transform with a computed window, through which gradients flow.</summary>
    /// <param name="x">A signal, <c>[…, n]</c>, float32 or float64.</param>
    /// <param name="window">The factors of a window, a list whose length is that of the window.</param>
    /// <param name="sequenceStride">The stride between consecutive windows.</param>
    /// <param name="fftLength">The length of a transform, at least that of a window, which is put in its middle.</param>
    /// <param name="center">Whether the signal is mirrored at its ends so that windows are centered on their positions. Default:
    /// true.</param>
    /// <returns>Shape <c>[…, windows, fftLength / 2 + 1]</c>.</returns>
    /// <exception cref="ArgumentException">The window is no list of a known length, the type no float, or the transform shorter than a
    /// window.</exception>
    public static (Symbol Real, Symbol Imaginary) Stft(Symbol x, Symbol window, int sequenceStride, int fftLength, bool center = true)
    {
        RequireSignal(x);
        return Transformed(x, Centered(x, window, fftLength, "Stft"), sequenceStride, fftLength, center);
    }

    /// <summary>The inverse of <see cref="Stft(Symbol, ReadOnlySpan{float}, int, int, bool)"/>: the windows of a signal added up, divided
    /// by the sum of the squared windows.</summary>
    /// <param name="x">Real and imaginary parts, <c>[…, windows, fftLength / 2 + 1]</c>.</param>
    /// <param name="window">The factors of a window, whose length is that of the window.</param>
    /// <param name="sequenceStride">The stride between consecutive windows.</param>
    /// <param name="fftLength">The length of a transform, at least that of a window.</param>
    /// <param name="length">The length of the signal; null (default) for as long as the windows reach.</param>
    /// <param name="center">Whether windows are centered on their positions. Default: true.</param>
    /// <returns>Shape <c>[…, n]</c>.</returns>
    /// <exception cref="ArgumentException">The transform is shorter than a window.</exception>
    public static Symbol Istft(
        (Symbol Real, Symbol Imaginary) x, ReadOnlySpan<float> window, int sequenceStride, int fftLength, int? length = null,
        bool center = true) =>
        Restored(x, Window(x.Real, window, fftLength, "Istft"), sequenceStride, fftLength, length, center);

    /// <summary>The inverse of <see cref="Stft(Symbol, Symbol, int, int, bool)"/>, with a computed window, through which gradients
    /// flow.</summary>
    /// <param name="x">Real and imaginary parts, <c>[…, windows, fftLength / 2 + 1]</c>.</param>
    /// <param name="window">The factors of a window, a list whose length is that of the window.</param>
    /// <param name="sequenceStride">The stride between consecutive windows.</param>
    /// <param name="fftLength">The length of a transform, at least that of a window.</param>
    /// <param name="length">The length of the signal; null (default) for as long as the windows reach.</param>
    /// <param name="center">Whether windows are centered on their positions. Default: true.</param>
    /// <returns>Shape <c>[…, n]</c>.</returns>
    /// <exception cref="ArgumentException">The window is no list of a known length, or the transform shorter than a window.</exception>
    public static Symbol Istft(
        (Symbol Real, Symbol Imaginary) x, Symbol window, int sequenceStride, int fftLength, int? length = null, bool center = true) =>
        Restored(x, Centered(x.Real, window, fftLength, "Istft"), sequenceStride, fftLength, length, center);

    /// <inheritdoc cref="Stft(Symbol, ReadOnlySpan{float}, int, int, bool)"/>
    public static (KerasTensor Real, KerasTensor Imaginary) Stft(
        KerasTensor x, ReadOnlySpan<float> window, int sequenceStride, int fftLength, bool center = true)
    {
        OperationRecording call = new("STFT");
        SetWindow(call, window, sequenceStride, fftLength, center, "Stft");
        call.Add(x);
        return call.Two();
    }

    /// <inheritdoc cref="Istft(ValueTuple{Symbol, Symbol}, ReadOnlySpan{float}, int, int, int?, bool)"/>
    public static KerasTensor Istft(
        (KerasTensor Real, KerasTensor Imaginary) x, ReadOnlySpan<float> window, int sequenceStride, int fftLength, int? length = null,
        bool center = true)
    {
        OperationRecording call = new("ISTFT");
        SetWindow(call, window, sequenceStride, fftLength, center, "Istft");
        call.Set("length", OperationJson.Of(length));
        call.Add(x);
        return call.One();
    }

    // Keras's functions take the length of the window beside the window.
    private static void SetWindow(
        OperationRecording call, ReadOnlySpan<float> window, int sequenceStride, int fftLength, bool center, string name)
    {
        RequireWindow(window.Length, fftLength, name);
        call.Set("sequence_length", OperationJson.Of(window.Length));
        call.Set("sequence_stride", OperationJson.Of(sequenceStride));
        call.Set("fft_length", OperationJson.Of(fftLength));
        call.Set("window", new System.Text.Json.Nodes.JsonArray(
            [.. window.ToArray().Select(v => OperationJson.Of(Hyperparameter.Meant((double)v)))]));
        call.Set("center", OperationJson.Of(center));
    }

    private static Symbol Window(Symbol like, ReadOnlySpan<float> window, int fftLength, string name)
    {
        RequireWindow(window.Length, fftLength, name);
        double[] values = new double[fftLength];
        int before = (fftLength - window.Length) / 2;
        for (int n = 0; n < window.Length; n++)
            values[before + n] = Hyperparameter.Meant((double)window[n]);
        return Numbers(like, values);
    }

    private static Symbol Centered(Symbol like, Symbol window, int fftLength, string name)
    {
        if (window.Shape.Rank != 1 || window.Shape[0] < 0)
            throw new ArgumentException($"{name}: expected a window of one axis of known length, got {window}.", nameof(window));
        int length = (int)window.Shape[0], before = (fftLength - length) / 2;
        RequireWindow(length, fftLength, name);
        return Pad(window.Cast(like.DType), [(before, fftLength - length - before)]);
    }

    private static void RequireWindow(int length, int fftLength, string name)
    {
        if (fftLength < length || length < 1)
            throw new ArgumentException(
                $"{name}: expected an fftLength of at least the length of the window ({length}), got {fftLength}.", nameof(fftLength));
    }
}
