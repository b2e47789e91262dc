using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The short-time Fourier transform of signals, as a convolution whose kernels can be trained: <c>[batch, time, channels]</c> becomes
/// <c>[batch, windows, channels · frequencies]</c>. Each channel is transformed by itself.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Mode), nameof(FrameLength), nameof(FrameStep), nameof(FftLength), nameof(Window), nameof(Periodic), nameof(Scaling),
    nameof(Padding), nameof(DataFormat), nameof(ExpandDims))]
public sealed partial class STFTSpectrogram : Layer
{
    private const int LargestInFile = 1 << 20;
    private const double Epsilon = 1e-7;
    private static readonly string[] Modes = ["log", "magnitude", "psd", "real", "imag", "angle", "stft"];
    private Weight? realKernel, imaginaryKernel;

    /// <summary>Creates the layer.</summary>
    /// <param name="mode">"log" (default), the logarithm of the magnitude; "magnitude"; "psd", the power spectral density; "real", "imag"
    /// or "angle" of the transform; "stft", real and imaginary parts one after another.</param>
    /// <param name="frameLength">The length of a window. Default: 256.</param>
    /// <param name="frameStep">The stride between consecutive windows, at most their length. Default: null, half of it.</param>
    /// <param name="fftLength">The length of a transform, which has <c>fftLength / 2 + 1</c> frequencies. Default: null, the smallest power
    /// of two that is not less than <paramref name="frameLength"/>.</param>
    /// <param name="window">The window function: "hann" (default), "hamming", "blackman", "bartlett", "cosine" or "boxcar"; null for
    /// none.</param>
    /// <param name="periodic">Whether the window is one period instead of symmetric. Default: false.</param>
    /// <param name="scaling">"density" (default), "spectrum", or null for none.</param>
    /// <param name="padding">"valid" (default) for no padding, or "same" for as many as the length divided by the
    /// step.</param>
    /// <param name="expandDims">Whether channels are an axis of their own, <c>[batch, windows, frequencies, channels]</c>, as layers for
    /// images expect. Default: false.</param>
    /// <param name="dataFormat">"channels_last" (default), or "channels_first": <c>[batch, channels, time]</c> becomes
    /// <c>[batch, channels · frequencies, windows]</c> or <c>[batch, channels, windows, frequencies]</c>.</param>
    /// <exception cref="ArgumentException">The mode, the padding or the data format is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step or the length of a transform does not fit that of a window.</exception>
    /// <exception cref="UnknownNameException">The window or the scaling is unknown.</exception>
    public STFTSpectrogram(
        string mode = "log", int frameLength = 256, int? frameStep = null, int? fftLength = null, string? window = "hann",
        bool periodic = false, string? scaling = "density", string padding = "valid", bool expandDims = false, string? dataFormat = null)
    {
        Required.AtLeast("STFTSpectrogram", 1, frameLength);
        if (frameStep is { } step && (step < 1 || step > frameLength))
            throw new ArgumentOutOfRangeException(
                nameof(frameStep), step, $"STFTSpectrogram: expected a frameStep from 1 to frameLength ({frameLength}), got {step}.");
        if (fftLength < frameLength)
            throw new ArgumentOutOfRangeException(
                nameof(fftLength), fftLength,
                $"STFTSpectrogram: expected an fftLength of at least frameLength ({frameLength}), got {fftLength}.");
        if (!Modes.Contains(mode))
            throw new ArgumentException(
                $"STFTSpectrogram: expected the mode {string.Join(", ", Modes)}, got '{mode}'.", nameof(mode));
        if (padding is not ("valid" or "same"))
            throw new ArgumentException($"STFTSpectrogram: expected the padding valid or same, got '{padding}'.", nameof(padding));
        _ = new Initializers.STFT("real", window, scaling, periodic);
        (Mode, FrameLength, FrameStep, FftLength) = (mode, frameLength, frameStep, fftLength);
        (Window, Periodic, Scaling, Padding, ExpandDims) = (window, periodic, scaling, padding, expandDims);
        DataFormat = DataFormats.Check(dataFormat ?? DataFormats.ChannelsLast, "STFTSpectrogram");
    }

    /// <summary>The kind of the output.</summary>
    public string Mode { get; }

    /// <summary>The length of a window.</summary>
    [ConfigArgument(LargestInFile = LargestInFile)]
    public int FrameLength { get; }

    /// <summary>The stride between consecutive windows; null for half of their length.</summary>
    [ConfigArgument(LargestInFile = LargestInFile)]
    public int? FrameStep { get; }

    /// <summary>The length of a transform; null for the smallest power of two.</summary>
    [ConfigArgument(LargestInFile = LargestInFile)]
    public int? FftLength { get; }

    /// <summary>The window function; null for none. <see cref="WindowValues"/> take its place.</summary>
    [ConfigArgument(Converter = typeof(Keras.Initializers.WindowName), Writer = nameof(WriteWindow))]
    public string? Window { get; }

    /// <summary>The values of a custom window, <see cref="FrameLength"/> of them. Default: null, the window by name.</summary>
    /// <exception cref="ShapeException">There are more or fewer numbers.</exception>
    [ConfigArgument("window", Reader = nameof(ReadWindowValues), Writer = "")]
    public NumberArray? WindowValues
    {
        get;
        init => field = value is null || (value.Shape.Rank == 1 && value.Shape[0] == FrameLength) ? value : throw new ShapeException(
            $"STFTSpectrogram: expected a window of frameLength ({FrameLength}) values, got values of shape {value.Shape}.");
    }

    /// <summary>Whether the window is one period.</summary>
    public bool Periodic { get; }

    /// <summary>"density", "spectrum" or null.</summary>
    public string? Scaling { get; }

    /// <summary>"valid" or "same".</summary>
    public string Padding { get; }

    /// <summary>Whether channels are an axis of their own.</summary>
    public bool ExpandDims { get; }

    /// <summary>"channels_last" or "channels_first".</summary>
    public string DataFormat { get; }

    /// <inheritdoc/>
    protected internal override bool PrefersCompilation => false;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        RequireSignals(input);
        Shape shape = [FrameLength, 1, (Length / 2) + 1];
        if (Mode != "imag")
            realKernel = AddWeight("real_kernel", shape, Kernel("real"));
        if (Mode != "real")
            imaginaryKernel = AddWeight("imag_kernel", shape, Kernel("imag"));
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        RequireSignals(x.Shape);
        if (!x.DType.IsFloatingPoint)
            throw new ShapeException(
                $"{ClassName} '{Name}': expected floating-point numbers, got {x.DType.StandardName}; Cast them before.");
        bool isFirst = DataFormat == DataFormats.ChannelsFirst;
        Symbol signals = isFirst ? Ops.Transpose(x, 0, 2, 1) : x;
        Symbol[] channels = [.. Ops.Split(signals, checked((int)signals.Shape[2]), -1).Select(Spectrogram)];
        if (ExpandDims)
            return Ops.Stack(channels, isFirst ? 1 : 3);
        Symbol joined = channels.Length == 1 ? channels[0] : Ops.Concatenate(channels, -1);
        return isFirst ? Ops.Transpose(joined, 0, 2, 1) : joined;
    }

    private static NumberArray? ReadWindowValues(Config config, string key) =>
        Keras.Initializers.WindowName.HasValues(config, key) ? NumberArray.Read(config, key) : null;

    private void WriteWindow(Config config) =>
        config.SetNode("window", WindowValues?.ToJson() ?? (Window is null ? null : JsonValue.Create(Window)));

    private Keras.Initializers.STFT Kernel(string side) =>
        new(side, Window, Scaling, Periodic) { WindowValues = WindowValues is { } numbers ? [.. numbers] : null };

    private int Length => FftLength ?? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)FrameLength);

    /// <summary>A channel <c>[batch, time, 1]</c> as <c>[batch, windows, frequencies]</c>.</summary>
    private Symbol Spectrogram(Symbol signal)
    {
        if (Mode == "real")
            return Transformed(signal, realKernel!);
        Symbol imaginary = Transformed(signal, imaginaryKernel!);
        if (Mode == "imag")
            return imaginary;
        Symbol real = Transformed(signal, realKernel!);
        if (Mode == "angle")
            return Ops.Arctan2(imaginary, real);
        if (Mode == "stft")
            return Ops.Concatenate([real, imaginary], -1);
        Symbol power = Ops.Square(real) + Ops.Square(imaginary);
        if (Mode == "psd")
            return power + Ops.Pad(power[Indexer.Ellipsis, new Slice(1, -1)], [(0, 0), (0, 0), (1, 1)]);
        Symbol magnitude = Ops.Sqrt(Ops.Maximum(power, power.Number(Epsilon)));
        return Mode == "magnitude" ? magnitude : Ops.Log(Ops.Maximum(magnitude, magnitude.Number(Epsilon)));
    }

    private Symbol Transformed(Symbol signal, Weight kernel) =>
        Ops.Conv(signal, ((Symbol)kernel).Cast(signal.DType), FrameStep ?? Math.Max(1, FrameLength / 2), Padding);

    private void RequireSignals(Shape input)
    {
        if (input.Rank != 3 || input[DataFormat == DataFormats.ChannelsFirst ? 1 : 2] < 1)
            throw new ShapeException(
                $"{ClassName} '{Name}': expected signals [batch, time, channels] ({DataFormat}) of a known number of channels, "
                + $"got {input}; add Reshape before it.");
    }
}
