using System.Text;

namespace TensorFlow;

/// <summary>
/// Prints tensors as NumPy does with its default options (<c>numpy.array2string</c>): aligned in columns, long axes shortened.
/// </summary>
internal static class TensorText
{
    private const int Threshold = 1000;
    private const int EdgeItems = 3;
    private const int LineWidth = 75;
    private const int MostInOneLine = 100;
    private const string Ellipsis = "...";

    /// <summary>The type, the shape and the elements.</summary>
    public static string Describe(Tensor tensor)
    {
        string head = Head(tensor);
        if (tensor.IsDisposed)
            return $"{head} (disposed)";
        if (!HasText(tensor.DType))
            return head;
        string elements = Elements(tensor);
        return elements.Contains('\n', StringComparison.Ordinal) ? $"{head}:\n{elements}" : $"{head}: {elements}";
    }

    /// <summary>The same for a debugger, cut to one line.</summary>
    public static string OneLine(Tensor tensor)
    {
        string line = string.Join(' ', Describe(tensor).Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostInOneLine ? line : string.Concat(line.AsSpan(0, MostInOneLine), Ellipsis);
    }

    /// <summary>The elements alone: what Python's <c>str</c> gives for the array.</summary>
    public static string Elements(Tensor tensor)
    {
        if (tensor.Rank == 0)
            return ElementText.OfScalar(tensor.ElementAt(0));
        bool shortened = tensor.Length > Threshold;
        List<object> shown = [];
        Collect(tensor, 0, 0, shortened, shown);
        Layout layout = new(tensor, shortened, ElementText.ForArray(tensor.DType, shown));
        return layout.Axis(0, 0, " ", LineWidth);
    }

    private static string Head(Tensor tensor) => $"{tensor.DType.StandardName} {tensor.Shape}";

    private static bool HasText(DType dtype) =>
        dtype.IsFloatingPoint || dtype.IsInteger || dtype is DType.Bool or DType.String or DType.Complex128;

    // The column's width follows from the elements that are shown.
    private static void Collect(Tensor tensor, int axis, long first, bool shortened, List<object> shown)
    {
        if (axis == tensor.Rank)
        {
            shown.Add(tensor.ElementAt(first));
            return;
        }

        foreach (long index in Indices(tensor.Shape[axis], shortened))
        {
            if (index >= 0)
                Collect(tensor, axis + 1, first + (index * Stride(tensor.Shape, axis)), shortened, shown);
        }
    }

    private static long Stride(Shape shape, int axis)
    {
        long stride = 1;
        for (int i = axis + 1; i < shape.Rank; i++)
            stride *= shape[i];
        return stride;
    }

    /// <summary>The positions on an axis that are shown; -1 stands for those left out.</summary>
    private static IEnumerable<long> Indices(long length, bool shortened)
    {
        bool cut = shortened && length > 2 * EdgeItems;
        for (long i = 0; i < (cut ? EdgeItems : length); i++)
            yield return i;
        if (!cut)
            yield break;
        yield return -1;
        for (long i = length - EdgeItems; i < length; i++)
            yield return i;
    }

    private sealed class Layout(Tensor tensor, bool shortened, Func<object, string> text)
    {
        public string Axis(int axis, long first, string indent, int width)
        {
            if (tensor.Shape[axis..].ElementCount == 0)
                return "[]";
            bool isLast = axis == tensor.Rank - 1;
            string inner = isLast ? Row(axis, first, indent, width) : Blocks(axis, first, indent, width);
            return string.Concat("[", inner.AsSpan(indent.Length), "]");
        }

        private string Row(int axis, long first, string indent, int width)
        {
            StringBuilder all = new();
            string line = indent;
            bool begun = false;
            foreach (long index in Indices(tensor.Shape[axis], shortened))
            {
                string word = index < 0 ? Ellipsis : text(tensor.ElementAt(first + index));
                if (begun)
                    line += " ";
                // A word that does not fit goes to the next line, unless it is the only one of its line.
                if (line.Length + word.Length > width - 1 && line.Length > indent.Length)
                {
                    all.Append(line.AsSpan().TrimEnd()).Append('\n');
                    line = indent;
                }

                line += word;
                begun = true;
            }

            return all.Append(line).ToString();
        }

        private string Blocks(int axis, long first, string indent, int width)
        {
            string separator = new('\n', tensor.Rank - axis - 1);
            IEnumerable<string> blocks = Indices(tensor.Shape[axis], shortened).Select(index => indent + (index < 0
                ? Ellipsis
                : Axis(axis + 1, first + (index * Stride(tensor.Shape, axis)), indent + " ", width - 1)));
            return string.Join(separator, blocks);
        }
    }
}
