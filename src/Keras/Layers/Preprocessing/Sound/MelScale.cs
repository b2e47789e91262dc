using TensorFlow;

namespace Keras.Layers;

/// <summary>The mel scale of pitches: <c>mel(f) = 1127 · ln(1 + f / 700)</c>, that of the Hidden Markov Model Toolkit.</summary>
internal static class MelScale
{
    /// <summary>
    /// A matrix <c>[frequencies, bins]</c>, float32, that takes a spectrogram to the mel scale: each bin is a triangle whose corners are
    /// equally spaced in mel; the frequency 0 is left out. It is written into the function, so that its logarithms are those of Keras:
    /// at quiet frequencies the last digit of a triangle shows in the decibels.
    /// </summary>
    /// <param name="graph">The function being written.</param>
    /// <param name="frequencies">The number of frequencies from 0 to half of the sampling rate.</param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="samplingRate">The number of samples in a second.</param>
    /// <param name="least">The lower corner of the first bin in hertz.</param>
    /// <param name="largest">The upper corner of the last bin in hertz.</param>
    public static Symbol Matrix(Graph graph, int frequencies, int bins, float samplingRate, double least, double largest)
    {
        Symbol hertz = Ops.Linspace(Number(graph, 0), Number(graph, samplingRate / 2), frequencies)[1..];
        Symbol mel = Ops.ExpandDims(Of(hertz), 1);
        Symbol corners = Ops.Linspace(Of(Number(graph, least)), Of(Number(graph, largest)), bins + 2);
        (Symbol lower, Symbol center, Symbol upper) = (corners[..bins], corners[1..(bins + 1)], corners[2..]);
        Symbol rising = (mel - lower) / (center - lower), falling = (upper - mel) / (upper - center);
        return Ops.Pad(Ops.Maximum(Ops.Minimum(rising, falling), mel.Number(0)), [(1, 0), (0, 0)]);
    }

    private static Symbol Of(Symbol frequency) => 1127 * RawOps.Log(1 + (frequency / 700));

    private static Symbol Number(Graph graph, double value) => graph.Constant(value, DType.Float32);
}
