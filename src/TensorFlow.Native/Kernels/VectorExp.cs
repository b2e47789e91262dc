using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels;

/// <summary>The exponential function of numbers that are not positive, as a softmax needs it.</summary>
internal static class VectorExp
{
    // Below, the result is 0.
    private const float Least = -104;

    // The logarithm of 2 in two parts, of which the first has few digits, so that its multiples are exact.
    private const float HighLogarithm = 0.693359375f, LowLogarithm = -2.12194440e-4f, Log2E = 1.44269504f;

    /// <summary>The exponential function; the polynomial is that of Cephes (expf), to 1 unit in the last place.</summary>
    /// <param name="x">Numbers up to 0; NaN stays NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector OfNegative(Vector x)
    {
        // Of a NaN and a number, this instruction gives the second operand.
        x = Avx512F.Max(Vector512.Create(Least), x);
        Vector whole = Avx512F.RoundScale(x * Vector512.Create(Log2E), 0);
        Vector rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-HighLogarithm), x);
        rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-LowLogarithm), rest);
        Vector sum = Vector512.Create(1.9875691500e-4f);
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1.3981999507e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(8.3334519073e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(4.1665795894e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1.6666665459e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(5.0000001201e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest * rest, rest + Vector512.Create(1f));
        return Avx512F.Scale(sum, whole);
    }
}
