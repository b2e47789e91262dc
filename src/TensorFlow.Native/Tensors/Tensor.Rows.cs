using System.Collections;

namespace TensorFlow;

/// <content>Tensors of rows that are held one by one.</content>
public sealed partial class Tensor
{
    /// <summary>Creates a tensor of rows of one shape and type, which become its first axis. The sequence is enumerated once.</summary>
    /// <typeparam name="T"> The type of a row: a number or string, an array (<c>float[]</c>, <c>float[,]</c>, <c>float[][]</c>), a <see
    /// cref="Tensor"/>, or a sequence of these. </typeparam>
    /// <param name="rows">The rows; their elements are copied.</param>
    /// <exception cref="ArgumentException">The shape or type of a row differs from that of row 0, a row is null, or there are no
    /// rows.</exception>
    /// <exception cref="NotSupportedException">No tensor has elements of that type.</exception>
    public static Tensor FromRows<T>(IEnumerable<T> rows) => FromRows((IEnumerable)rows);

    /// <inheritdoc cref="FromRows{T}(IEnumerable{T})"/>
    public static Tensor FromRows(IEnumerable rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return RowCollector.Collect(rows);
    }
}
