using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>Rows that are normalized, each by its own mean and variance (layer normalization along the last axis).</summary>
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

    /// <summary>Normalizes the rows.</summary>
    /// <param name="gamma">The factor, <c>[length]</c>.</param>
    /// <param name="beta">The offset, <c>[length]</c>.</param>
    /// <param name="y">The normalized rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Normalize(float* gamma, float* beta, float* y)
    {
        float* x = Elements;
        int row = 0, step = FourRows.Count * Length;
        for (; row + FourRows.Count <= Count; row += FourRows.Count, x += step, y += step)
            new FourRows(x, Length, Epsilon).Normalize(gamma, beta, y);
        for (; row < Count; row++, x += Length, y += Length)
        {
            (float mean, float inverse) = Statistics(x);
            Vector middle = Vector512.Create(mean), factor = Vector512.Create(inverse);
            for (int i = 0; i < Length; i += Vector.Count)
            {
                Vector normalized = (Vector512.Load(x + i) - middle) * factor;
                Vector512.FusedMultiplyAdd(normalized, Vector512.Load(gamma + i), Vector512.Load(beta + i)).Store(y + i);
            }
        }
    }

    /// <summary>Computes the gradients.</summary>
    /// <param name="gamma">The factor, <c>[length]</c>.</param>
    /// <param name="dy">The gradients of the normalized rows.</param>
    /// <param name="dx">The gradients of the rows.</param>
    /// <param name="dgamma">The gradient of the factor.</param>
    /// <param name="dbeta">The gradient of the offset.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Differentiate(float* gamma, float* dy, float* dx, float* dgamma, float* dbeta)
    {
        new Span<float>(dgamma, Length).Clear();
        new Span<float>(dbeta, Length).Clear();
        float* x = Elements;
        int row = 0, step = FourRows.Count * Length;
        for (; row + FourRows.Count <= Count; row += FourRows.Count, x += step, dy += step, dx += step)
            new FourRows(x, Length, Epsilon).Differentiate(gamma, dy, dx, dgamma, dbeta);
        for (; row < Count; row++, x += Length, dy += Length, dx += Length)
        {
            (float mean, float inverse) = Statistics(x);
            Vector middle = Vector512.Create(mean), factor = Vector512.Create(inverse), sum = default, slope = default;
            for (int i = 0; i < Length; i += Vector.Count)
            {
                Vector g = Vector512.Load(dy + i), normalized = (Vector512.Load(x + i) - middle) * factor;
                Vector512.FusedMultiplyAdd(g, normalized, Vector512.Load(dgamma + i)).Store(dgamma + i);
                (g + Vector512.Load(dbeta + i)).Store(dbeta + i);
                g *= Vector512.Load(gamma + i);
                sum += g;
                slope = Vector512.FusedMultiplyAdd(g, normalized, slope);
            }

            Vector average = Vector512.Create(Vector512.Sum(sum) / Length), along = Vector512.Create(Vector512.Sum(slope) / Length);
            for (int i = 0; i < Length; i += Vector.Count)
            {
                Vector g = Vector512.Load(dy + i) * Vector512.Load(gamma + i);
                Vector normalized = (Vector512.Load(x + i) - middle) * factor;
                ((g - average - (normalized * along)) * factor).Store(dx + i);
            }
        }
    }

    // The mean of a row and the inverse of its standard deviation.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (float Mean, float Inverse) Statistics(float* row)
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
