using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The products of windows of 3 × 3 × 3 elements and the gradients of 16 filters, all in registers: images of three channels, which are
/// those of colors, need no pass for each channel.
/// </summary>
internal static unsafe class ColorProducts
{
    /// <summary>The number of channels.</summary>
    public const int Channels = 3;

    /// <summary>Adds the products to sums.</summary>
    /// <param name="elements">The elements that the first window covers.</param>
    /// <param name="line">The distance between rows of elements.</param>
    /// <param name="rows">The number of rows of gradients.</param>
    /// <param name="columns">The number of gradients in a row.</param>
    /// <param name="gradient">The gradients.</param>
    /// <param name="filters">The distance between gradients, and between sums.</param>
    /// <param name="sum">The sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* elements, nint line, int rows, int columns, float* gradient, nint filters, float* sum)
    {
        Vector a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default, a8 = default;
        Vector b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default, b8 = default;
        Vector c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default, c8 = default;
        for (; rows > 0; rows--, elements += line)
        {
            float* a = elements, b = a + line, c = b + line;
            for (int column = 0; column < columns; column++, gradient += filters)
            {
                Vector dy = Vector512.Load(gradient);
                Multiply(a, dy, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref a8);
                Multiply(b, dy, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7, ref b8);
                Multiply(c, dy, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
                a += Channels;
                b += Channels;
                c += Channels;
            }
        }

        WindowSums.Add(sum, filters, a0, a1, a2, a3, a4, a5, a6, a7, a8);
        WindowSums.Add(sum + (9 * filters), filters, b0, b1, b2, b3, b4, b5, b6, b7, b8);
        WindowSums.Add(sum + (18 * filters), filters, c0, c1, c2, c3, c4, c5, c6, c7, c8);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Multiply(
            float* row, Vector dy, ref Vector s0, ref Vector s1, ref Vector s2, ref Vector s3, ref Vector s4, ref Vector s5, ref Vector s6,
            ref Vector s7, ref Vector s8)
        {
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(row[0]), dy, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(row[1]), dy, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(row[2]), dy, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(row[3]), dy, s3);
            s4 = Vector512.FusedMultiplyAdd(Vector512.Create(row[4]), dy, s4);
            s5 = Vector512.FusedMultiplyAdd(Vector512.Create(row[5]), dy, s5);
            s6 = Vector512.FusedMultiplyAdd(Vector512.Create(row[6]), dy, s6);
            s7 = Vector512.FusedMultiplyAdd(Vector512.Create(row[7]), dy, s7);
            s8 = Vector512.FusedMultiplyAdd(Vector512.Create(row[8]), dy, s8);
        }
    }
}
