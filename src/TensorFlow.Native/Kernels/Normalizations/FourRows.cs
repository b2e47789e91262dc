using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>
/// Four rows that are normalized at once: what is summed along one row waits for each addition, and four wait no longer than one.
/// </summary>
/// <param name="x">The rows, <c>[4, length]</c>.</param>
/// <param name="length">The length of a row, a multiple of 16.</param>
/// <param name="epsilon">The ε that is added to the variance.</param>
internal readonly unsafe struct FourRows(float* x, int length, float epsilon)
{
    /// <summary>The number of rows.</summary>
    public const int Count = 4;

    /// <summary>Normalizes the rows.</summary>
    /// <param name="gamma">The factor, <c>[length]</c>.</param>
    /// <param name="beta">The offset, <c>[length]</c>.</param>
    /// <param name="y">The normalized rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Normalize(float* gamma, float* beta, float* y)
    {
        Statistics(out Vector128<float> means, out Vector128<float> inverses);
        Vector m0 = Vector512.Create(means[0]), m1 = Vector512.Create(means[1]);
        Vector m2 = Vector512.Create(means[2]), m3 = Vector512.Create(means[3]);
        Vector s0 = Vector512.Create(inverses[0]), s1 = Vector512.Create(inverses[1]);
        Vector s2 = Vector512.Create(inverses[2]), s3 = Vector512.Create(inverses[3]);
        for (int i = 0; i < length; i += Vector.Count)
        {
            Vector factor = Vector512.Load(gamma + i), offset = Vector512.Load(beta + i);
            Vector512.FusedMultiplyAdd((At(x, 0, i) - m0) * s0, factor, offset).Store(y + i);
            Vector512.FusedMultiplyAdd((At(x, 1, i) - m1) * s1, factor, offset).Store(y + length + i);
            Vector512.FusedMultiplyAdd((At(x, 2, i) - m2) * s2, factor, offset).Store(y + (2 * length) + i);
            Vector512.FusedMultiplyAdd((At(x, 3, i) - m3) * s3, factor, offset).Store(y + (3 * length) + i);
        }
    }

    /// <summary>Computes the gradients of the rows, and adds to those of the factor and the offset.</summary>
    /// <param name="gamma">The factor, <c>[length]</c>.</param>
    /// <param name="dy">The gradients of the normalized rows.</param>
    /// <param name="dx">The gradients of the rows.</param>
    /// <param name="dgamma">The gradient of the factor.</param>
    /// <param name="dbeta">The gradient of the offset.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Differentiate(float* gamma, float* dy, float* dx, float* dgamma, float* dbeta)
    {
        Statistics(out Vector128<float> means, out Vector128<float> inverses);
        Vector m0 = Vector512.Create(means[0]), m1 = Vector512.Create(means[1]);
        Vector m2 = Vector512.Create(means[2]), m3 = Vector512.Create(means[3]);
        Vector s0 = Vector512.Create(inverses[0]), s1 = Vector512.Create(inverses[1]);
        Vector s2 = Vector512.Create(inverses[2]), s3 = Vector512.Create(inverses[3]);
        Vector a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (int i = 0; i < length; i += Vector.Count)
        {
            Vector factor = Vector512.Load(gamma + i), slope = Vector512.Load(dgamma + i), offset = Vector512.Load(dbeta + i);
            Add(At(dy, 0, i), (At(x, 0, i) - m0) * s0, factor, ref slope, ref offset, ref a0, ref b0);
            Add(At(dy, 1, i), (At(x, 1, i) - m1) * s1, factor, ref slope, ref offset, ref a1, ref b1);
            Add(At(dy, 2, i), (At(x, 2, i) - m2) * s2, factor, ref slope, ref offset, ref a2, ref b2);
            Add(At(dy, 3, i), (At(x, 3, i) - m3) * s3, factor, ref slope, ref offset, ref a3, ref b3);
            slope.Store(dgamma + i);
            offset.Store(dbeta + i);
        }

        Vector128<float> averages = Sums(a0, a1, a2, a3) / length, along = Sums(b0, b1, b2, b3) / length;
        a0 = Vector512.Create(averages[0]);
        a1 = Vector512.Create(averages[1]);
        a2 = Vector512.Create(averages[2]);
        a3 = Vector512.Create(averages[3]);
        b0 = Vector512.Create(along[0]);
        b1 = Vector512.Create(along[1]);
        b2 = Vector512.Create(along[2]);
        b3 = Vector512.Create(along[3]);
        for (int i = 0; i < length; i += Vector.Count)
        {
            Vector factor = Vector512.Load(gamma + i);
            Result(At(dy, 0, i) * factor, (At(x, 0, i) - m0) * s0, a0, b0, s0).Store(dx + i);
            Result(At(dy, 1, i) * factor, (At(x, 1, i) - m1) * s1, a1, b1, s1).Store(dx + length + i);
            Result(At(dy, 2, i) * factor, (At(x, 2, i) - m2) * s2, a2, b2, s2).Store(dx + (2 * length) + i);
            Result(At(dy, 3, i) * factor, (At(x, 3, i) - m3) * s3, a3, b3, s3).Store(dx + (3 * length) + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        Vector g, Vector normalized, Vector factor, ref Vector dgamma, ref Vector dbeta, ref Vector sum, ref Vector slope)
    {
        dgamma = Vector512.FusedMultiplyAdd(g, normalized, dgamma);
        dbeta += g;
        g *= factor;
        sum += g;
        slope = Vector512.FusedMultiplyAdd(g, normalized, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Result(Vector g, Vector normalized, Vector average, Vector along, Vector inverse) =>
        (g - average - (normalized * along)) * inverse;

    // The means of the rows and the inverses of their standard deviations.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Statistics(out Vector128<float> means, out Vector128<float> inverses)
    {
        Vector a = default, b = default, c = default, d = default;
        for (int i = 0; i < length; i += Vector.Count)
        {
            a += At(x, 0, i);
            b += At(x, 1, i);
            c += At(x, 2, i);
            d += At(x, 3, i);
        }

        means = Sums(a, b, c, d) / length;
        Vector m0 = Vector512.Create(means[0]), m1 = Vector512.Create(means[1]);
        Vector m2 = Vector512.Create(means[2]), m3 = Vector512.Create(means[3]);
        a = b = c = d = default;
        for (int i = 0; i < length; i += Vector.Count)
        {
            a = AddSquare(At(x, 0, i) - m0, a);
            b = AddSquare(At(x, 1, i) - m1, b);
            c = AddSquare(At(x, 2, i) - m2, c);
            d = AddSquare(At(x, 3, i) - m3, d);
        }

        inverses = Vector128<float>.One / Vector128.Sqrt((Sums(a, b, c, d) / length) + Vector128.Create(epsilon));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector AddSquare(Vector value, Vector sum) => Vector512.FusedMultiplyAdd(value, value, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector At(float* rows, int row, int i) => Vector512.Load(rows + (row * length) + i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector a, Vector b, Vector c, Vector d) =>
        Vector128.Create(Vector512.Sum(a), Vector512.Sum(b), Vector512.Sum(c), Vector512.Sum(d));
}
