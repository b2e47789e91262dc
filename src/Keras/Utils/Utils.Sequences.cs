using System.Collections;
using TensorFlow;

namespace Keras;

/// <content>Sequences of different lengths.</content>
public static partial class Utils
{
    /// <summary>
    /// Brings sequences to one length: shorter ones are padded, longer ones are truncated (<c>keras.utils.pad_sequences</c>).
    /// </summary>
    /// <param name="sequences">The sequences: arrays, lists or tensors of numbers or of equally shaped samples; they may be empty.</param>
    /// <param name="maxLength">The length of the result; null (default) for that of the longest sequence.</param>
    /// <param name="dtype">The type of the result; fractions are truncated where it is an integer type. Default: int32.</param>
    /// <param name="padding">The side of the padding: "pre" (default), the beginning, or "post".</param>
    /// <param name="truncating">The side of the truncation: "pre" (default), the beginning, or "post".</param>
    /// <param name="value">The value that is added. Default: 0.</param>
    /// <returns>Shape <c>[sequences, maxLength, …sample]</c>; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">There are no sequences, one is no sequence, or <paramref name="padding"/> or
    /// <paramref name="truncating"/> is unknown.</exception>
    /// <exception cref="ShapeException">The samples of a sequence have another shape than those before.</exception>
    /// <exception cref="OverflowException">An integer does not fit <paramref name="dtype"/>.</exception>
    /// <example>
    /// <code>
    /// using Tensor padded = Utils.PadSequences(new int[][] { [1], [2, 3], [4, 5, 6] });
    /// Console.WriteLine(padded.Shape);                                         // [3, 3]
    /// </code>
    /// </example>
    public static Tensor PadSequences(
        IEnumerable sequences,
        int? maxLength = null,
        DType dtype = DType.Int32,
        string padding = "pre",
        string truncating = "pre",
        double value = 0)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (dtype.Size == 0)
            throw new ArgumentException(
                $"PadSequences: expected a type of numbers, got {dtype.StandardName}; strings have an overload with a string as value.",
                nameof(dtype));
        (bool padsFirst, bool cutsFirst) = Places(padding, truncating, maxLength);
        List<Tensor?> rows = [];
        try
        {
            foreach (object? sequence in sequences)
                rows.Add(RowOf(sequence, rows.Count, dtype));
            RequireSequences(rows.Count);
            Shape sample = SampleShape(rows);
            int length = maxLength ?? checked((int)rows.Max(r => r?.Shape[0] ?? 0));
            int elements = checked((int)sample.ElementCount);
            using Tensor filler = Filler(value, dtype, checked(length * elements));
            using TensorBuilder builder = new(dtype, [rows.Count, length, .. sample]);
            foreach (Tensor? row in rows)
                Append(builder, row, filler, (length, elements), padsFirst, cutsFirst);
            return builder.ToTensor();
        }
        finally
        {
            foreach (Tensor? row in rows)
                row?.Dispose();
        }
    }

    /// <summary>Brings sequences of strings to one length.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="maxLength">The length of the result; null (default) for that of the longest sequence.</param>
    /// <param name="padding">The side of the padding: "pre" (default) or "post".</param>
    /// <param name="truncating">The side of the truncation: "pre" (default) or "post".</param>
    /// <param name="value">The string that is added. Default: "".</param>
    /// <returns>Strings <c>[sequences, maxLength]</c>; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">There are no sequences, or an argument is unknown.</exception>
    public static Tensor PadSequences(
        IEnumerable<IEnumerable<string>> sequences,
        int? maxLength = null,
        string padding = "pre",
        string truncating = "pre",
        string value = "")
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentNullException.ThrowIfNull(value);
        (bool padsFirst, bool cutsFirst) = Places(padding, truncating, maxLength);
        string[][] rows = [.. sequences.Select((s, i) => s?.ToArray() ?? throw NoSequence(null, i))];
        RequireSequences(rows.Length);
        int length = maxLength ?? rows.Max(r => r.Length);
        string[] padded = new string[checked(rows.Length * length)];
        Array.Fill(padded, value);
        for (int i = 0; i < rows.Length; i++)
        {
            int kept = Math.Min(rows[i].Length, length);
            ReadOnlySpan<string> part = rows[i].AsSpan(cutsFirst ? rows[i].Length - kept : 0, kept);
            part.CopyTo(padded.AsSpan((i * length) + (padsFirst ? length - kept : 0)));
        }

        return Tensor.CreateStrings(padded, [rows.Length, length]);
    }

    private static void Append(
        TensorBuilder builder, Tensor? row, Tensor filler, (int Length, int Elements) size, bool padsFirst, bool cutsFirst)
    {
        int given = checked((int)(row?.Shape[0] ?? 0));
        int kept = Math.Min(given, size.Length);
        if (padsFirst)
            Fill();
        if (kept > 0)
        {
            using Tensor part = row![cutsFirst ? (given - kept)..given : 0..kept];
            builder.Append(part);
        }

        if (!padsFirst)
            Fill();

        void Fill()
        {
            if (size.Length == kept)
                return;
            using Tensor part = filler[..((size.Length - kept) * size.Elements)];
            builder.Append(part);
        }
    }

    /// <summary>A sequence in the type of the result; null for an empty one, whose samples have no shape.</summary>
    private static Tensor? RowOf(object? sequence, int position, DType dtype)
    {
        if (sequence is null or string or not (IEnumerable or Tensor))
            throw NoSequence(sequence, position);
        if (sequence is not (Tensor or ICollection))
            sequence = ((IEnumerable)sequence).Cast<object?>().ToList();
        if (sequence is ICollection { Count: 0 } or Tensor { Rank: > 0, Length: 0 })
            return null;
        using Tensor given = sequence switch
        {
            Tensor { Rank: > 0 } tensor => tensor.Share(),
            Tensor => throw NoSequence(sequence, position),
            Array array when array.GetType().GetElementType()!.IsPrimitive => Tensor.FromArray(array),
            _ => Tensor.FromRows((IEnumerable)sequence),
        };
        if (given.DType == DType.String)
            throw new ArgumentException(
                $"PadSequences: sequence {position} has strings, expected numbers; sequences of strings are an IEnumerable of string[].",
                nameof(sequence));
        if (given.DType == dtype)
            return given.Share();
        Tensor converted = given.Cast(dtype);
        if (!given.DType.IsInteger || !dtype.IsInteger)
            return converted;
        using Tensor back = converted.Cast(given.DType);
        if (back.AsBytes().SequenceEqual(given.AsBytes()))
            return converted;
        converted.Dispose();
        throw new OverflowException(
            $"PadSequences: sequence {position} has a number that does not fit {dtype.StandardName}; give dtype a wider type.");
    }

    private static Shape SampleShape(List<Tensor?> rows)
    {
        Shape? sample = null;
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i] is not { } row)
                continue;
            Shape own = row.Shape[1..];
            sample ??= own;
            if (own != sample)
                throw new ShapeException($"PadSequences: expected samples of shape {sample} as before, got {own} in sequence {i}.");
        }

        return sample ?? [];
    }

    // As many as a row can need.
    private static Tensor Filler(double value, DType dtype, int count)
    {
        double[] numbers = new double[count];
        Array.Fill(numbers, value);
        using Tensor tensor = Tensor.Create<double>(numbers);
        return tensor.Cast(dtype);
    }

    private static (bool PadsFirst, bool CutsFirst) Places(string padding, string truncating, int? maxLength)
    {
        if (maxLength is { } length)
            Required.AtLeast("PadSequences", 1, length, nameof(maxLength));
        return (IsPre(padding, nameof(padding)), IsPre(truncating, nameof(truncating)));

        static bool IsPre(string place, string argument) => place switch
        {
            "pre" => true,
            "post" => false,
            _ => throw new ArgumentException($"PadSequences: expected {argument} pre or post, got '{place}'.", argument),
        };
    }

    private static void RequireSequences(int count)
    {
        if (count == 0)
            throw new ArgumentException("PadSequences: expected at least one sequence, got none.");
    }

    private static ArgumentException NoSequence(object? sequence, int position) => new(
        $"PadSequences: expected a list of sequences, got {sequence ?? "null"} at position {position}; put single numbers into arrays.");
}
