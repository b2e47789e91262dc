using TensorFlow;

namespace Keras.Datasets;

/// <summary>Converts arrays in Fortran order, in which NumPy writes a transposed view.</summary>
internal static class FortranOrder
{
    /// <summary>Copies an array into its transpose.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The elements in C order under <paramref name="shape"/>.</param>
    /// <param name="shape">The shape of the source: that of the result, reversed.</param>
    /// <param name="result">The elements of the result in C order.</param>
    public static void Reorder<T>(ReadOnlySpan<T> source, Shape shape, Span<T> result)
    {
        int rank = shape.Rank;
        Span<int> counters = stackalloc int[rank];
        Span<int> strides = stackalloc int[rank];
        Span<int> lengths = stackalloc int[rank];
        int stride = 1;
        for (int axis = 0; axis < rank && result.Length > 0; axis++)
        {
            lengths[axis] = (int)shape[rank - 1 - axis];
            strides[axis] = stride;
            stride *= lengths[axis];
        }

        int from = 0;
        for (int to = 0; to < result.Length; to++)
        {
            result[to] = source[from];
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++counters[axis] < lengths[axis])
                    break;
                from -= strides[axis] * lengths[axis];
                counters[axis] = 0;
            }
        }
    }
}
