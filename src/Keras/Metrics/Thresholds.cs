using System.Globalization;
namespace Keras.Metrics;

/// <summary>Thresholds of metrics: their checks, and their place in configs, where one alone is a number.</summary>
internal static class Thresholds
{
    // A file of a few bytes must not take the memory of billions.
    public const int MostInConfig = 100_000;

    /// <summary>The thresholds given, checked; the default where there are none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not in [0, 1].</exception>
    public static double[] Require(IReadOnlyList<double>? thresholds, double defaultThreshold, string className)
    {
        foreach (double threshold in thresholds ?? [])
        {
            if (threshold is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(thresholds), threshold,
                    string.Create(CultureInfo.InvariantCulture, $"{className}: expected thresholds in [0, 1], got {threshold}."));
        }

        return thresholds is { Count: > 0 } ? [.. thresholds.Select(t => Hyperparameter.Meant(t))] : [defaultThreshold];
    }

    /// <summary>Evenly spread over [0, 1], both ends included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one.</exception>
    public static double[] Even(int count, string className) => count switch
    {
        < 1 => throw new ArgumentOutOfRangeException(nameof(count), count, $"{className}: expected at least 1 threshold, got {count}."),
        1 => [0.5],
        _ => [0, .. Inner(count), 1],
    };

    /// <summary>Those of <see cref="Even"/> without the ends.</summary>
    public static IEnumerable<double> Inner(int count) => Enumerable.Range(1, Math.Max(0, count - 2)).Select(i => i * 1.0 / (count - 1));

    public static double[]? Read(Config config, string key) => config.GetNumbers(key);

    public static void Write(Config config, string key, IReadOnlyList<double>? thresholds)
    {
        if (thresholds is { Count: 1 })
            config.Set(key, thresholds[0]);
        else
            config.SetNumbers(key, thresholds);
    }
}
