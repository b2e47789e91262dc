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
    private const int Window = TileGrid.Window;

    /// <summary>The transformed filter, <c>[values, channels, filters]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(float* filter, int channels, int filters, float* transformed)
    {
        nint size = (nint)channels * filters;
        Vector* window = stackalloc Vector[Window * Window];
        for (nint at = 0; at < size; at += Vector.Count)
        {
            for (int i = 0; i < Window * Window; i++)
                window[i] = Vector512.Load(filter + (i * size) + at);
            TTile.OfWindow(window, transformed + at, size);
        }
    }

    /// <summary>The transformed filter with channels and filters exchanged, <c>[values, filters, channels]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transposed(float* filter, int channels, int filters, float* transformed)
    {
        nint size = (nint)channels * filters;
        Vector256<int> rows = Vector256.CreateSequence(0, filters);
        Vector* window = stackalloc Vector[Window * Window];
        for (int k = 0; k < filters; k++)
        {
            for (int channel = 0; channel < channels; channel += Vector.Count)
            {
                for (int i = 0; i < Window * Window; i++)
                {
                    float* column = filter + (i * size) + ((nint)channel * filters) + k;
                    window[i] = Vector512.Create(
                        Avx2.GatherVector256(column, rows, sizeof(float)),
                        Avx2.GatherVector256(column + (8 * (nint)filters), rows, sizeof(float)));
                }

                TTile.OfWindow(window, transformed + ((nint)k * channels) + channel, size);
            }
        }
    }

    /// <summary>From the gradient of a transformed filter, which is used up, to that of the filter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToGradient(float* transformed, int channels, int filters, float* gradient)
    {
        nint size = (nint)channels * filters;
        for (nint at = 0; at < size; at += Vector.Count)
            TTile.ToWindow(transformed + at, gradient + at, size);
    }
}
