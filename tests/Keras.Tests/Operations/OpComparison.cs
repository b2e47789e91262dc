using TensorFlow;

namespace Keras.Tests.Operations;

/// <summary>Compares what was computed with what Keras computes.</summary>
internal static class OpComparison
{
    public static string? Difference(Tensor expected, Tensor actual, double tolerance)
    {
        if (actual.DType != expected.DType || actual.Shape != expected.Shape)
            return $"expected {expected}, got {actual}";
        double[] wanted = OpFixture.Numbers(expected);
        double[] got = OpFixture.Numbers(actual);
        double allowed = Math.Max(tolerance, Rounding(expected.DType));
        for (int i = 0; i < wanted.Length; i++)
        {
            bool same = wanted[i].Equals(got[i]) || Math.Abs(wanted[i] - got[i]) <= allowed * Math.Max(1, Math.Abs(wanted[i]));
            if (!same)
                return $"element {i}: expected {wanted[i]:R}, got {got[i]:R} (all: expected {Some(wanted)}, got {Some(got)})";
        }

        return null;
    }

    private static double Rounding(DType dtype) => dtype switch
    {
        DType.Float16 => 2e-3,
        DType.BFloat16 => 1.6e-2,
        DType.Float32 => 2e-6,
        DType.Float64 => 1e-12,
        _ => 0,
    };

    private static string Some(double[] numbers) =>
        string.Join(", ", numbers.Take(12).Select(n => n.ToString("G6", System.Globalization.CultureInfo.InvariantCulture)));
}
