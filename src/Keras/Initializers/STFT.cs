using TensorFlow;

namespace Keras.Initializers;

/// <summary>
/// The kernel <c>[frame, 1, frequencies]</c> with which a convolution along time is a short-time Fourier transform: the real or the
/// imaginary part of e^(-2πi·time·frequency / length), times a window (keras.initializers.STFT).
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Side), nameof(Window), nameof(Periodic), nameof(Scaling))]
public partial class STFT : Initializer
{
    /// <summary>A Fourier kernel.</summary>
    /// <param name="side">"real" (default) or "imag".</param>
    /// <param name="window">The window: "hann" (default), "hamming", "blackman", "bartlett", "cosine" or "boxcar"; null for none.</param>
    /// <param name="scaling">"density" (default): by the window's root of the sum of squares; "spectrum": by its sum; null for
    /// none.</param>
    /// <param name="periodic">Whether the window is one period, for analysis, instead of symmetric. Default: false.</param>
    /// <exception cref="UnknownNameException">A name is not known.</exception>
    public STFT(string side = "real", string? window = "hann", string? scaling = "density", bool periodic = false)
    {
        if (side is not ("real" or "imag"))
            throw new UnknownNameException("side", side, ["imag", "real"]);
        if (scaling is not (null or "density" or "spectrum"))
            throw new UnknownNameException("scaling", scaling, ["density", "spectrum"]);
        if (window is not null)
            _ = Windows.Create(window, 1, periodic);
        Side = side;
        Window = window;
        Scaling = scaling;
        Periodic = periodic;
    }

    /// <summary>"real" or "imag".</summary>
    public string Side { get; }

    /// <summary>The window; null for none. <see cref="WindowValues"/> take its place.</summary>
    [ConfigArgument(Converter = typeof(WindowName), Writer = nameof(WriteWindow))]
    public string? Window { get; }

    /// <summary>The values of a custom window, one for each sample of a frame. Default: null, the window by name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    [ConfigArgument("window", Reader = nameof(ReadWindowValues), Writer = "")]
    public IReadOnlyList<double>? WindowValues
    {
        get;
        init => field = value is null ? null : [.. value.Select(v => Hyperparameter.Finite(v, nameof(WindowValues), nameof(STFT)))];
    }

    /// <summary>"density", "spectrum" or null.</summary>
    public string? Scaling { get; }

    /// <summary>Whether the window is one period instead of symmetric.</summary>
    public bool Periodic { get; }

    /// <inheritdoc/>
    protected internal override long? NextSeed() => null;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The weight is not <c>[frame, 1, frequencies]</c>.</exception>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random)
    {
        if (shape.Rank != 3 || shape[1] != 1)
            throw new ShapeException($"STFT: expected a weight of shape [frame, 1, frequencies], got {shape}.");
        Graph graph = Graph.Current;
        Symbol frequency = Numbers(shape[2]).Reshape([1, 1, -1]) / graph.Constant((shape[2] - 1) * 2, dtype);
        Symbol time = Numbers(shape[0]).Reshape([-1, 1, 1]) + random.UnknownZero(dtype);
        Symbol angle = -2 * time * frequency * graph.Constant(Math.PI, dtype);
        Symbol kernel = Side == "real" ? RawOps.Cos(angle) : RawOps.Sin(angle);
        if (Window is null && WindowValues is null)
            return kernel.WithShape(shape);
        double[] numbers = WindowValues is { } given ? [.. given] : Windows.Create(Window!, checked((int)shape[0]), Periodic);
        if (numbers.Length != shape[0])
            throw new ShapeException($"STFT: expected a window of the frame length {shape[0]}, got {numbers.Length} values.");
        using Tensor values = Tensor.Create<double>(numbers);
        Symbol window = graph.Constant(values).Cast(dtype).Reshape([-1, 1, 1]);
        Symbol windowed = kernel * window;
        return Scaling switch
        {
            "density" => windowed / Ops.Sqrt(Ops.Sum(Ops.Square(window))),
            "spectrum" => windowed / Ops.Sum(Ops.Abs(window)),
            _ => windowed,
        };

        Symbol Numbers(long count) =>
            RawOps.Range(graph.Constant(0, DType.Int32), graph.Constant(count, DType.Int32), graph.Constant(1, DType.Int32)).Cast(dtype);
    }

    private static double[]? ReadWindowValues(Config config, string key) =>
        WindowName.HasValues(config, key) ? config.GetNumbers(key) : null;

    private void WriteWindow(Config config)
    {
        if (WindowValues is not null)
            config.SetNumbers("window", WindowValues);
        else
            config.Set("window", Window);
    }
}
