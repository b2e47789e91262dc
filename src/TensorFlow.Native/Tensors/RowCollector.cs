using System.Collections;
using System.Numerics;
using System.Numerics.Tensors;

namespace TensorFlow;

/// <summary>
/// Joins rows of one shape into a tensor. Each row is copied when it is enumerated, so a sequence may use one array again and again.
/// </summary>
internal sealed class RowCollector : IDisposable
{
    private const long FirstRows = 64;
    private readonly List<TensorBuilder> parts = [];
    private readonly string where;
    private readonly long? expected;
    private Tensor? first;
    private long count;
    private long room;

    private RowCollector(string where, long? expected)
    {
        this.where = where;
        this.expected = expected;
    }

    private string Expected => where.Length == 0 ? "Expected" : where + "expected";

    /// <summary>Joins rows of any kind.</summary>
    /// <param name="rows">Numbers, strings, arrays, tensors, or sequences of these.</param>
    /// <param name="where">The row that they are inside of, for messages: "row 3: ".</param>
    public static Tensor Collect(IEnumerable rows, string where = "")
    {
        if (rows is Array array && !IsOfRows(array.GetType().GetElementType()!))
            return Tensor.FromArray(array);
        if (OfNumbers(rows) is { } flat)
            return WithLengths(flat, rows);
        using RowCollector collector = new(where, (rows as ICollection)?.Count);
        List<string>? strings = null;
        foreach (object? row in rows)
        {
            if (row is string text && collector.count == 0)
                (strings ??= []).Add(text);
            else if (strings is not null)
                throw collector.Odd(strings.Count, "a string", row is null ? "null" : row.GetType().Name);
            else
                collector.Add(row);
        }

        return strings is null ? collector.Finish() : Tensor.CreateStrings([.. strings], [strings.Count]);
    }

    /// <summary>Whether the elements of an array are rows themselves.</summary>
    public static bool IsOfRows(Type element) =>
        element == typeof(Tensor) || element == typeof(object)
            || (element != typeof(string) && typeof(IEnumerable).IsAssignableFrom(element));

    public void Dispose()
    {
        first?.Dispose();
        foreach (TensorBuilder part in parts)
            part.Dispose();
    }

    // A sequence of numbers is one axis; reading them one by one as objects would be slow.
    private static Tensor? OfNumbers(IEnumerable rows) => rows switch
    {
        IEnumerable<float> values => Tensor.Create<float>([.. values]),
        IEnumerable<double> values => Tensor.Create<double>([.. values]),
        IEnumerable<int> values => Tensor.Create<int>([.. values]),
        IEnumerable<long> values => Tensor.Create<long>([.. values]),
        IEnumerable<byte> values => Tensor.Create<byte>([.. values]),
        IEnumerable<bool> values => Tensor.Create<bool>([.. values]),
        IEnumerable<Half> values => Tensor.Create<Half>([.. values]),
        IEnumerable<short> values => Tensor.Create<short>([.. values]),
        IEnumerable<sbyte> values => Tensor.Create<sbyte>([.. values]),
        IEnumerable<ushort> values => Tensor.Create<ushort>([.. values]),
        IEnumerable<uint> values => Tensor.Create<uint>([.. values]),
        IEnumerable<ulong> values => Tensor.Create<ulong>([.. values]),
        IEnumerable<BFloat16> values => Tensor.Create<BFloat16>([.. values]),
        IEnumerable<Complex> values => Tensor.Create<Complex>([.. values]),
        _ => null,
    };

    // The enumerator of System.Numerics.Tensors.Tensor<T> gives its elements in C order.
    private static Tensor WithLengths(Tensor flat, IEnumerable rows)
    {
        if (rows is not IReadOnlyTensor { Rank: not 1 } tensor)
            return flat;
        long[] lengths = new long[tensor.Rank];
        for (int axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = tensor.Lengths[axis];
        using (flat)
            return flat.Reshape(Shape.Create(lengths));
    }

    private static Tensor OfNumber(object number) => number switch
    {
        float value => Tensor.Scalar(value),
        double value => Tensor.Scalar(value),
        int value => Tensor.Scalar(value),
        long value => Tensor.Scalar(value),
        byte value => Tensor.Scalar(value),
        bool value => Tensor.Scalar(value),
        Half value => Tensor.Scalar(value),
        short value => Tensor.Scalar(value),
        sbyte value => Tensor.Scalar(value),
        ushort value => Tensor.Scalar(value),
        uint value => Tensor.Scalar(value),
        ulong value => Tensor.Scalar(value),
        BFloat16 value => Tensor.Scalar(value),
        Complex value => Tensor.Scalar(value),
        _ => throw new NotSupportedException(
            $"Expected rows of numbers, arrays or tensors, got {number.GetType()}; make each row an array, such as float[]."),
    };

    private void Add(object? row)
    {
        switch (row)
        {
            case null:
                throw new ArgumentException($"{Expected} numbers, got null in row {count}; leave it out or fill it in.");
            case Tensor tensor:
                Append(tensor);
                break;
            case Array array when !IsOfRows(array.GetType().GetElementType()!):
                Append(array);
                break;
            case string:
                throw Odd(count, "numbers", "a string");
            case IEnumerable inner:
                using (Tensor tensor = Collect(inner, $"{where}row {count}: "))
                    Append(tensor);
                break;
            default:
                using (Tensor tensor = OfNumber(row))
                    Append(tensor);
                break;
        }
    }

    private void Append(Array row)
    {
        if (first is null || first.DType.Size == 0 || row.GetType()
            .GetElementType() is not { } element || DTypes.Of(element) != first.DType || !SameShape(row, first.Shape))
        {
            using Tensor tensor = Tensor.FromArray(row);
            Append(tensor);
            return;
        }

        Part().Append(row);
        count++;
    }

    private void Append(Tensor row)
    {
        if (first is null)
        {
            if (row.DType.Size == 0)
                throw new NotSupportedException(
                    $"Rows of {row.DType.StandardName} cannot be joined; make one array of them, such as string[,].");
            first = row.Reshape(row.Shape);
        }
        else if (row.DType != first.DType || row.Shape != first.Shape)
        {
            throw Odd(count, $"{first.DType.StandardName} {first.Shape} as in row 0", $"{row.DType.StandardName} {row.Shape}");
        }

        Part().Append(row);
        count++;
    }

    private static bool SameShape(Array row, Shape shape)
    {
        if (row.Rank != shape.Rank)
            return false;
        for (int axis = 0; axis < row.Rank; axis++)
        {
            if (row.GetLongLength(axis) != shape[axis])
                return false;
        }

        return true;
    }

    /// <summary>The part that has room for a row. Where the number of rows is not known, each part is as long as all before.</summary>
    private TensorBuilder Part()
    {
        if (count < room)
            return parts[^1];
        long rows = count == 0 ? expected ?? FirstRows : Math.Max(FirstRows, count);
        parts.Add(new(first!.DType, first.Shape.Prepend(rows)));
        room += rows;
        return parts[^1];
    }

    private Tensor Finish()
    {
        if (first is null)
            throw new ArgumentException($"{Expected} at least one row, got none.");
        if (parts.Count == 1 && count == room)
            return parts[0].ToTensor();
        using TensorBuilder whole = new(first.DType, first.Shape.Prepend(count));
        long left = count;
        foreach (TensorBuilder part in parts)
        {
            using Tensor filled = part.ToTensor();
            long rows = Math.Min(left, filled.Shape[0]);
            whole.Append(filled, rows * first.ByteLength);
            left -= rows;
        }

        return whole.ToTensor();
    }

    private ArgumentException Odd(long row, string wanted, string got) =>
        new($"{Expected} {wanted}, got {got} in row {row}; give all rows one shape and type, cutting or padding them where they differ.");
}
