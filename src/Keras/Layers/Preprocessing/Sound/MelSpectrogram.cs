using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The spectrogram of signals on the mel scale, in which equal distances sound alike: <c>[…, samples]</c> becomes <c>[…, numMelBins,
/// windows]</c>, one signal or a batch of them.
/// </summary>
[KerasSerializable]
public sealed partial class MelSpectrogram : Layer
{
    private const int LargestConfig = 1 << 20;
    private const int HighestRateInConfig = 1 << 28;

    /// <summary>Creates the layer.</summary>
    /// <param name="fftLength">The length of a transform. Default: 2048.</param>
    /// <param name="sequenceStride">The stride between consecutive windows. Default: 512.</param>
    /// <param name="sequenceLength">The length of a window; null (default) for that of a transform.</param>
    /// <param name="window">The window function: "hann" (default), "hamming", or null for none.</param>
    /// <param name="samplingRate">The number of samples in a second. Default: 16000.</param>
    /// <param name="numMelBins">The number of bins of the mel scale. Default: 128.</param>
    /// <param name="minFreq">The lowest frequency of the bins in hertz. Default: 20.</param>
    /// <param name="maxFreq">The highest frequency in hertz; null (default) or 0 for half of the sampling rate.</param>
    /// <param name="powerToDb">Whether powers become decibels. Default: true.</param>
    /// <param name="topDb">The dynamic range in decibels, to which values are clipped below the maximum of the batch. Default: 80.</param>
    /// <param name="magExp">The exponent of the magnitude: 1 for the magnitude, 2 (default) for the power.</param>
    /// <param name="minPower">The least power that has a logarithm. Default: 1e-10.</param>
    /// <param name="refPower">The power of 0 decibels. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive, a window longer than a transform, or a number not
    /// finite.</exception>
    /// <exception cref="ArgumentException">The window is unknown.</exception>
    public MelSpectrogram(
        int fftLength = 2048, int sequenceStride = 512, int? sequenceLength = null, string? window = "hann", int samplingRate = 16000,
        int numMelBins = 128, double minFreq = 20, double? maxFreq = null, bool powerToDb = true, double topDb = 80, double magExp = 2,
        double minPower = 1e-10, double refPower = 1)
    {
        Required.AtLeast("MelSpectrogram", 1, fftLength);
        Required.AtLeast("MelSpectrogram", 1, sequenceStride);
        Required.AtLeast("MelSpectrogram", 1, samplingRate);
        Required.AtLeast("MelSpectrogram", 1, numMelBins);
        SequenceLength = sequenceLength ?? fftLength;
        if (SequenceLength < 1 || SequenceLength > fftLength)
            throw new ArgumentOutOfRangeException(
                nameof(sequenceLength), sequenceLength,
                $"MelSpectrogram: expected a sequenceLength from 1 to fftLength ({fftLength}), got {sequenceLength}.");
        if (window is not ("hann" or "hamming" or null))
            throw new ArgumentException($"MelSpectrogram: expected the window hann or hamming, or none, got '{window}'.", nameof(window));
        (FftLength, SequenceStride, Window) = (fftLength, sequenceStride, window);
        (SamplingRate, NumMelBins, PowerToDb) = (samplingRate, numMelBins, powerToDb);
        MinFreq = Hyperparameter.Finite(minFreq, nameof(minFreq), "MelSpectrogram");
        MaxFreq = Hyperparameter.Finite(maxFreq, nameof(maxFreq), "MelSpectrogram") is { } given and not 0 ? given : samplingRate / 2;
        TopDb = Hyperparameter.Number(topDb, nameof(topDb), "MelSpectrogram");
        MagExp = Hyperparameter.Finite(magExp, nameof(magExp), "MelSpectrogram");
        MinPower = Hyperparameter.Finite(minPower, nameof(minPower), "MelSpectrogram");
        RefPower = Hyperparameter.Finite(refPower, nameof(refPower), "MelSpectrogram");
    }

    /// <summary>The length of a transform.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int FftLength { get; }

    /// <summary>The stride between consecutive windows.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int SequenceStride { get; }

    /// <summary>The length of a window.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int SequenceLength { get; }

    /// <summary>"hann", "hamming" or null.</summary>
    public string? Window { get; }

    /// <summary>The number of samples in a second.</summary>
    [ConfigArgument(LargestInFile = HighestRateInConfig)]
    public int SamplingRate { get; }

    /// <summary>The number of bins of the mel scale.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int NumMelBins { get; }

    /// <summary>The lowest frequency in hertz.</summary>
    public double MinFreq { get; }

    /// <summary>The highest frequency in hertz.</summary>
    [ConfigArgument(Writer = nameof(WriteMaxFreq))]
    public double MaxFreq { get; }

    /// <summary>Whether powers become decibels.</summary>
    public bool PowerToDb { get; }

    /// <summary>The dynamic range in decibels, to which values are clipped below the maximum of the batch.</summary>
    public double TopDb { get; }

    /// <summary>The exponent of the magnitude.</summary>
    public double MagExp { get; }

    /// <summary>The least power that has a logarithm.</summary>
    public double MinPower { get; }

    /// <summary>The power of 0 decibels.</summary>
    public double RefPower { get; }

    /// <inheritdoc/>
    protected internal override bool MixesSamples => PowerToDb;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        x = NumberInput.Of(x, this);
        if (x.Rank == 0 || (x.Shape[^1] >= 0 && x.Shape[^1] <= FftLength / 2))
            throw new ShapeException(
                $"{ClassName} '{Name}': expected a signal [samples] of more than fftLength / 2 ({FftLength / 2}) samples, or a batch of "
                + $"them, got {x.Shape}; take one channel of several.");
        DType compute = DTypePolicy.ComputeDType, dtype = compute == DType.Float64 ? compute : DType.Float32;
        (Symbol real, Symbol imaginary) = Ops.Stft(x.Cast(dtype), SequenceLength, SequenceStride, FftLength, Window);
        Symbol magnitude = Ops.Sqrt(Ops.Square(real) + Ops.Square(imaginary));
        Symbol powers = Ops.Power(magnitude, magnitude.Number(MagExp));
        int frequencies = (FftLength / 2) + 1;
        Symbol triangles = MelScale.Matrix(x.Graph, frequencies, NumMelBins, SamplingRate, MinFreq, MaxFreq);
        Symbol mel = Ops.MatMul(powers, triangles.Cast(dtype));
        return Ops.SwapAxes(PowerToDb ? Decibels(mel) : mel, -1, -2).Cast(compute);
    }

    // Keras writes its default as an integer.
    private void WriteMaxFreq(Config config) => _ = MaxFreq == SamplingRate / 2
        ? config.SetNode("max_freq", JsonValue.Create(SamplingRate / 2)) : config.Set("max_freq", MaxFreq);

    private Symbol Decibels(Symbol powers)
    {
        double reference = 10 * Math.Log10(Math.Max(Math.Abs(RefPower), MinPower));
        Symbol decibels = (10 * Ops.Log10(Ops.Maximum(powers, powers.Number(MinPower)))) - powers.Number(reference);
        return Ops.Maximum(decibels, Ops.Max(decibels) - decibels.Number(TopDb));
    }
}
