using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>What normalizes the elements of a channel, the same in both directions: <c>(x − mean) · factor + offset</c>.</summary>
internal readonly unsafe struct NormalizationStatistics
{
    /// <summary>The mean, by channel.</summary>
    public required float* Mean { get; init; }

    /// <summary>The variance, by channel.</summary>
    public required float* Variance { get; init; }

    /// <summary>The scale, by channel.</summary>
    public required float* Scale { get; init; }

    /// <summary>The offset, by channel.</summary>
    public required float* Offset { get; init; }

    /// <summary>The ε of the variance.</summary>
    public required float Epsilon { get; init; }

    /// <summary>The reciprocal of the standard deviation.</summary>
    public float InverseOf(int channel) => 1 / MathF.Sqrt(Variance[channel] + Epsilon);

    /// <summary>Computes the factor of each channel.</summary>
    public void WriteFactors(float* factors, int channels)
    {
        for (int channel = 0; channel < channels; channel++)
            factors[channel] = Scale[channel] * InverseOf(channel);
    }

    /// <summary>The normalized value of an element's distance from the mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector Normalize(Vector distance, Vector factor, Vector offset) =>
        Vector512.FusedMultiplyAdd(distance, factor, offset);
}
