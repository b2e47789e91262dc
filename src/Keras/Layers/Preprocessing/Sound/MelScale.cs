namespace Keras.Layers;

/// <summary>The mel scale of pitches: <c>mel(f) = 1127 · ln(1 + f / 700)</c>, that of the Hidden Markov Model Toolkit.</summary>
internal static class MelScale
{
    /// <summary>
    /// A matrix <c>[frequencies, bins]</c> that takes a spectrogram to the mel scale: each bin is a triangle whose corners are equally
    /// spaced in mel; the frequency 0 is left out. Every step is rounded to float32, as in Keras.
    /// </summary>
    /// <param name="frequencies">The number of frequencies from 0 to half of the sampling rate.</param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="samplingRate">The number of samples in a second.</param>
    /// <param name="least">The lower corner of the first bin in hertz.</param>
    /// <param name="largest">The upper corner of the last bin in hertz.</param>
    public static float[] Matrix(int frequencies, int bins, float samplingRate, float least, float largest)
    {
        float[] corners = Spaced(Of(least), Of(largest), bins + 2), hertz = Spaced(0, samplingRate / 2, frequencies);
        float[] matrix = new float[frequencies * bins];
        for (int f = 1; f < frequencies; f++)
        {
            float mel = Of(hertz[f]);
            for (int bin = 0; bin < bins; bin++)
            {
                float rising = (mel - corners[bin]) / (corners[bin + 1] - corners[bin]);
                float falling = (corners[bin + 2] - mel) / (corners[bin + 2] - corners[bin + 1]);
                matrix[(f * bins) + bin] = MathF.Max(0, MathF.Min(rising, falling));
            }
        }

        return matrix;
    }

    private static float[] Spaced(float first, float last, int count)
    {
        float step = (last - first) / (count - 1);
        return [.. Enumerable.Range(0, count).Select(i => i == count - 1 ? last : first + (step * i))];
    }

    private static float Of(float frequency) => 1127 * MathF.Log(1 + (frequency / 700));
}
