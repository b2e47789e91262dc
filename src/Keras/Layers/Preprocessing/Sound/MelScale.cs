namespace Keras.Layers;

/// <summary>The mel scale of pitches: <c>mel(f) = 1127 · ln(1 + f / 700)</c>, that of the Hidden Markov Model Toolkit.</summary>
internal static class MelScale
{
    /// <summary>
    /// A matrix <c>[frequencies, bins]</c> that takes a spectrogram to the mel scale: each bin is a triangle whose corners are equally
    /// spaced in mel; the frequency 0 is left out.
    /// </summary>
    /// <param name="frequencies">The number of frequencies from 0 to half of the sampling rate.</param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="samplingRate">The number of samples in a second.</param>
    /// <param name="least">The lower corner of the first bin in hertz.</param>
    /// <param name="largest">The upper corner of the last bin in hertz.</param>
    public static float[] Matrix(int frequencies, int bins, double samplingRate, double least, double largest)
    {
        double first = Of(least), step = (Of(largest) - first) / (bins + 1);
        float[] matrix = new float[frequencies * bins];
        for (int f = 1; f < frequencies; f++)
        {
            double mel = Of(samplingRate / 2 * f / (frequencies - 1));
            for (int bin = 0; bin < bins; bin++)
            {
                double rising = (mel - (first + (step * bin))) / step, falling = (first + (step * (bin + 2)) - mel) / step;
                matrix[(f * bins) + bin] = (float)Math.Max(0, Math.Min(rising, falling));
            }
        }

        return matrix;
    }

    private static double Of(double frequency) => 1127 * Math.Log(1 + (frequency / 700));
}
