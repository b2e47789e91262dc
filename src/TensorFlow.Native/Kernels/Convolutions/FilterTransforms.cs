using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The transformations of filters, <c>[3, 3, channels, filters]</c>, and of their gradients; see <see cref="ImageTransforms"/>.
/// </summary>
internal static unsafe class FilterTransforms
{
    private const int Window = TileGrid.Window;

    /// <summary>The transformed filter, <c>[16, channels, filters]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(float* filter, int channels, int filters, float* transformed)
    {
        nint size = (nint)channels * filters;
        Vector* window = stackalloc Vector[Window * Window];
        for (nint at = 0; at < size; at += Vector.Count)
        {
            for (int i = 0; i < Window * Window; i++)
                window[i] = Vector512.Load(filter + (i * size) + at);
            Transform(window, transformed + at, size);
        }
    }

    /// <summary>The transformed filter with channels and filters exchanged, <c>[16, filters, channels]</c>.</summary>
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

                Transform(window, transformed + ((nint)k * channels) + channel, size);
            }
        }
    }

    /// <summary>From the transformed gradient of a filter, <c>[16, channels, filters]</c>, to the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToGradient(float* transformed, int channels, int filters, float* gradient)
    {
        nint size = (nint)channels * filters;
        Vector half = Vector512.Create(0.5f);
        Vector* rows = stackalloc Vector[Window * 4];
        for (nint at = 0; at < size; at += Vector.Count)
        {
            for (int column = 0; column < 4; column++)
            {
                float* element = transformed + (column * size) + at;
                Vector x0 = Vector512.Load(element), x3 = Vector512.Load(element + (12 * size));
                Vector x1 = Vector512.Load(element + (4 * size)) * half, x2 = Vector512.Load(element + (8 * size)) * half;
                (rows[column], rows[4 + column], rows[8 + column]) = (x0 + (x1 + x2), x1 - x2, x1 + x2 + x3);
            }

            for (int row = 0; row < Window; row++)
            {
                Vector x0 = rows[4 * row], x1 = rows[(4 * row) + 1] * half, x2 = rows[(4 * row) + 2] * half, x3 = rows[(4 * row) + 3];
                float* element = gradient + (row * Window * size) + at;
                (x0 + (x1 + x2)).Store(element);
                (x1 - x2).Store(element + size);
                (x1 + x2 + x3).Store(element + (2 * size));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(Vector* window, float* transformed, nint step)
    {
        Vector half = Vector512.Create(0.5f);
        Vector* rows = stackalloc Vector[4 * Window];
        for (int column = 0; column < Window; column++)
        {
            Vector x0 = window[column], x1 = window[Window + column], x2 = window[(2 * Window) + column];
            (rows[column], rows[Window + column]) = (x0, (x0 + x1 + x2) * half);
            (rows[(2 * Window) + column], rows[(3 * Window) + column]) = ((x0 - x1 + x2) * half, x2);
        }

        for (int row = 0; row < 4; row++)
        {
            Vector x0 = rows[Window * row], x1 = rows[(Window * row) + 1], x2 = rows[(Window * row) + 2];
            float* element = transformed + (4 * row * step);
            x0.Store(element);
            ((x0 + x1 + x2) * half).Store(element + step);
            ((x0 - x1 + x2) * half).Store(element + (2 * step));
            x2.Store(element + (3 * step));
        }
    }
}
