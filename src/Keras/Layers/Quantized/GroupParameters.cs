namespace Keras.Layers;

/// <summary>
/// The scale and the zero point of a group of weights (<c>compute_quantization_parameters</c> of <c>keras.quantizers</c>, unsigned), in
/// float32 as there.
/// </summary>
/// <param name="Scale">The scale of each column.</param>
/// <param name="Zero">The zero point of each column.</param>
/// <param name="Largest">The largest integer.</param>
internal readonly record struct GroupParameters(float[] Scale, byte[] Zero, int Largest)
{
    /// <summary>Computes the parameters of some rows of a matrix.</summary>
    /// <param name="rows">The rows, each of all columns.</param>
    /// <param name="bits">The number of bits per integer.</param>
    /// <param name="symmetric">Whether the range is symmetric around 0.</param>
    /// <param name="perColumn">Whether each column has parameters of its own.</param>
    /// <param name="withZero">Whether the range includes 0, as that of a padded group.</param>
    public static GroupParameters Of(ReadOnlySpan<float[]> rows, int bits, bool symmetric, bool perColumn, bool withZero = false)
    {
        int columns = rows[0].Length, largest = (1 << bits) - 1;
        float[] least = new float[columns], most = new float[columns], scale = new float[columns];
        Array.Fill(least, withZero ? 0 : float.PositiveInfinity);
        Array.Fill(most, withZero ? 0 : float.NegativeInfinity);
        foreach (float[] row in rows)
        {
            for (int c = 0; c < columns; c++)
                (least[c], most[c]) = (Math.Min(least[c], row[c]), Math.Max(most[c], row[c]));
        }

        if (!perColumn)
        {
            Array.Fill(least, least.Min());
            Array.Fill(most, most.Max());
        }

        byte[] zero = new byte[columns];
        for (int c = 0; c < columns; c++)
        {
            (float low, float high) = (least[c], most[c]);
            if (symmetric)
            {
                high = Math.Max(Math.Abs(low), high);
                low = low < 0 ? -high : low;
            }

            if (low == high)
                (low, high) = (low - 1, high + 1);
            float step = (high - low) / largest;
            scale[c] = step <= 0 ? 1e-8f : step;
            // Numbers that are all of one sign have a zero point outside of a byte, which wraps around as in Keras.
            zero[c] = unchecked((byte)(int)(symmetric ? (largest + 1) / 2f : MathF.Round(-low / scale[c])));
        }

        return new(scale, zero, largest);
    }

    /// <summary>Quantizes a value of a column.</summary>
    public byte Quantize(float value, int column) =>
        (byte)Math.Clamp(MathF.Round((value / (Scale[column] == 0 ? 1e-8f : Scale[column])) + Zero[column]), 0, Largest);

    /// <summary>Dequantizes an integer of a column.</summary>
    public float Dequantize(byte integer, int column) => Scale[column] * (integer - (float)Zero[column]);
}
