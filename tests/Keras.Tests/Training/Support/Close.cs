using Keras.Tests.Support;
using TensorFlow;

namespace Keras.Tests.Training;

/// <summary>Comparisons of what was computed with what Keras computed.</summary>
internal static class Close
{
    /// <summary>Fails unless |actual - expected| ≤ absolute + relative·|expected| for each.</summary>
    public static void Assert(IReadOnlyList<double> expected, IReadOnlyList<double> actual,
        string what, double relative = 1e-6, double absolute = 2e-6)
    {
        Xunit.Assert.True(expected.Count == actual.Count, $"{what}: expected {expected.Count} numbers, got {actual.Count}.");
        for (int i = 0; i < expected.Count; i++)
        {
            double difference = Math.Abs(actual[i] - expected[i]);
            bool same = double.IsNaN(expected[i]) ? double.IsNaN(actual[i]) : difference <= absolute + (relative * Math.Abs(expected[i]));
            Xunit.Assert.True(same, $"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}, which is {difference:E2} off.");
        }
    }

    public static void Assert(NpyArray expected, Tensor actual, string what, double absolute)
    {
        Xunit.Assert.Equal(Shape.Create([.. expected.Shape.Select(d => (long)d)]), actual.Shape);
        using Tensor doubles = actual.Cast(DType.Float64);
        Assert([.. expected.ToSingles().Select(v => (double)v)], doubles.ToArray<double>(), what, 0, absolute);
    }
}
