namespace Keras.Initializers;

/// <summary>The windows of signal analysis, by their SciPy names (<c>scipy.signal.get_window</c>).</summary>
internal static class Windows
{
    private static readonly string[] Known = ["bartlett", "blackman", "boxcar", "cosine", "hamming", "hann"];

    /// <summary>A window; a periodic one is a symmetric one of one more number, without its last.</summary>
    /// <exception cref="UnknownNameException">There is none of that name.</exception>
    public static double[] Create(string name, int length, bool periodic)
    {
        Func<int, int, double> at = name switch
        {
            "boxcar" => (_, _) => 1,
            "hann" => (n, count) => Cosines(n, count, 0.5, 0.5),
            "hamming" => (n, count) => Cosines(n, count, 0.54, 0.46),
            "blackman" => (n, count) => Cosines(n, count, 0.42, 0.5, 0.08),
            "bartlett" => (n, count) => 1 - Math.Abs((2.0 * n / (count - 1)) - 1),
            "cosine" => (n, count) => Math.Sin(Math.PI / count * (n + 0.5)),
            _ => throw new UnknownNameException("window", name, Known),
        };
        if (length <= 1)
            return [.. Enumerable.Repeat(1.0, length)];
        int full = periodic ? length + 1 : length;
        return [.. Enumerable.Range(0, length).Select(n => at(n, full))];
    }

    // a₀ - a₁ cos φ + a₂ cos 2φ - …, φ from 0 to 2π.
    private static double Cosines(int n, int count, params ReadOnlySpan<double> weights)
    {
        double angle = 2 * Math.PI * n / (count - 1);
        double sum = 0;
        for (int k = 0; k < weights.Length; k++)
            sum += (k % 2 == 0 ? 1 : -1) * weights[k] * Math.Cos(k * angle);
        return sum;
    }
}
