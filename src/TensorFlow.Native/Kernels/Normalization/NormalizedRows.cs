using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalization;

/// <summary>Rows that are normalized, each by its own mean and variance.</summary>
internal readonly unsafe struct NormalizedRows
{
    /// <summary>The elements, <c>[count, length]</c>.</summary>
    public required float* Elements { get; init; }

    /// <summary>The number of rows.</summary>
    public required int Count { get; init; }

    /// <summary>The length of a row, a multiple of 16.</summary>
    public required int Length { get; init; }

    /// <summary>The ε that is added to the variance.</summary>
    public required float Epsilon { get; init; }

    /// <summary>The mean of a row and the inverse of its standard deviation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float Mean, float Inverse) Statistics(float* row)
    {
        Vector sum = default;
        for (int i = 0; i < Length; i += Vector.Count)
            sum += Vector512.Load(row + i);
        float mean = Vector512.Sum(sum) / Length;
        Vector middle = Vector512.Create(mean), squares = default;
        for (int i = 0; i < Length; i += Vector.Count)
        {
            Vector centered = Vector512.Load(row + i) - middle;
            squares = Vector512.FusedMultiplyAdd(centered, centered, squares);
        }

        return (mean, 1 / MathF.Sqrt((Vector512.Sum(squares) / Length) + Epsilon));
    }
}
