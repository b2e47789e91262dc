using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The transformations of filters, <c>[3, 3, channels, filters]</c>, and of their gradients.</summary>
/// <typeparam name="TTile">The transformation of one tile.</typeparam>
internal static unsafe class FilterTransforms<TTile>
    where TTile : struct, ITileTransform
{
    private const int Elements = TileGrid.Window * TileGrid.Window;

    /// <summary>The transformed filter, <c>[values, channels, filters]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(float* filter, int channels, int filters, float* transformed)
    {
        nint size = (nint)channels * filters;
        Vector* window = stackalloc Vector[Elements];
        for (nint at = 0; at < size; at += Vector.Count)
        {
            for (int i = 0; i < Elements; i++)
                window[i] = Vector512.Load(filter + (i * size) + at);
            TTile.OfWindow(window, transformed + at, size);
        }
    }

    /// <summary>The transformed filter with channels and filters exchanged, <c>[values, filters, channels]</c>.</summary>
    public static void Transposed(float* filter, int channels, int filters, float* transformed) =>
        Transposed(filter, (nint)channels * filters, channels, filters, transformed);

    /// <summary>
    /// The same with windows turned by 180°: a convolution of the outputs' gradients with it is the gradient by the input.
    /// </summary>
    public static void Rotated(float* filter, int channels, int filters, float* transformed)
    {
        nint size = (nint)channels * filters;
        Transposed(filter + ((Elements - 1) * size), -size, channels, filters, transformed);
    }

    /// <summary>From the gradient of a transformed filter, which is used up, to that of the filter.</summary>
    public static void ToGradient(float* transformed, int channels, int filters, float* gradient) =>
        ToGradient(transformed, channels, filters, gradient, (nint)channels * filters);

    /// <summary>The same with windows turned by 180°.</summary>
    public static void ToRotatedGradient(float* transformed, int channels, int filters, float* gradient)
    {
        nint size = (nint)channels * filters;
        ToGradient(transformed, channels, filters, gradient + ((Elements - 1) * size), -size);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transposed(float* filter, nint step, int channels, int filters, float* transformed)
    {
        Vector256<int> rows = Vector256.CreateSequence(0, filters);
        Vector* window = stackalloc Vector[Elements];
        for (int k = 0; k < filters; k++)
        {
            for (int channel = 0; channel < channels; channel += Vector.Count)
            {
                for (int i = 0; i < Elements; i++)
                {
                    float* column = filter + (i * step) + ((nint)channel * filters) + k;
                    window[i] = Vector512.Create(
                        Avx2.GatherVector256(column, rows, sizeof(float)),
                        Avx2.GatherVector256(column + (8 * (nint)filters), rows, sizeof(float)));
                }

                TTile.OfWindow(window, transformed + ((nint)k * channels) + channel, (nint)channels * filters);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToGradient(float* transformed, int channels, int filters, float* gradient, nint step)
    {
        nint size = (nint)channels * filters;
        for (nint at = 0; at < size; at += Vector.Count)
            TTile.ToWindow(transformed + at, size, gradient + at, step);
    }
}
