using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The sums for the elements of a window of 3 × 3, in registers until they are added to those in memory.</summary>
internal static unsafe class WindowSums
{
    /// <summary>Adds the sums in registers to those in memory, which are a step apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(
        float* sum, nint step, Vector s0, Vector s1, Vector s2, Vector s3, Vector s4, Vector s5, Vector s6, Vector s7, Vector s8)
    {
        Add(sum, s0);
        Add(sum + step, s1);
        Add(sum + (2 * step), s2);
        Add(sum + (3 * step), s3);
        Add(sum + (4 * step), s4);
        Add(sum + (5 * step), s5);
        Add(sum + (6 * step), s6);
        Add(sum + (7 * step), s7);
        Add(sum + (8 * step), s8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* sum, Vector value) => (Vector512.Load(sum) + value).Store(sum);
}
