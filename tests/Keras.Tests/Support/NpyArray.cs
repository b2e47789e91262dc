using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Keras.Tests.Support;

/// <summary>An array of an NPY file (version 1, little-endian, row by row): its shape and its elements.</summary>
public sealed partial class NpyArray
{
    private NpyArray(Array elements, int[] shape)
    {
        Elements = elements;
        Shape = shape;
    }

    /// <summary>A one-dimensional array of the file's element type.</summary>
    public Array Elements { get; }

    /// <summary>The shape; empty for a scalar.</summary>
    public int[] Shape { get; }

    /// <summary>The elements in the type they are stored in.</summary>
    public T[] As<T>() => Elements as T[]
        ?? throw new InvalidOperationException($"The array holds {Elements.GetType().GetElementType()!.Name}, not {typeof(T).Name}.");

    /// <summary>The elements as float, whatever they are stored in.</summary>
    public float[] ToSingles()
        => Elements as float[] ?? [.. Elements.Cast<object>().Select(value => Convert.ToSingle(value, CultureInfo.InvariantCulture))];

    internal static NpyArray Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < 10 || file[0] != 0x93 || !file[1..6].SequenceEqual("NUMPY"u8) || file[6] != 1)
            throw new InvalidDataException("Not an NPY file of version 1.");
        int length = BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        string header = Encoding.Latin1.GetString(file.Slice(10, length));
        Match match = Header().Match(header);
        if (!match.Success)
            throw new InvalidDataException($"An NPY header this reader does not know: {header}");
        int[] shape = [.. Digits().Matches(match.Groups["shape"].Value).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture))];
        int count = shape.Aggregate(1, (product, size) => product * size);
        return new NpyArray(ReadElements(match.Groups["type"].Value, file[(10 + length)..], count), shape);
    }

    private static Array ReadElements(string type, ReadOnlySpan<byte> data, int count) => type switch
    {
        "<f4" => Copy<float>(data, count),
        "<f8" => Copy<double>(data, count),
        "<i4" => Copy<int>(data, count),
        "<i8" => Copy<long>(data, count),
        "|u1" => Copy<byte>(data, count),
        "|b1" => Copy<bool>(data, count),
        _ => throw new InvalidDataException($"An NPY element type this reader does not know: {type}"),
    };

    private static T[] Copy<T>(ReadOnlySpan<byte> data, int count)
        where T : unmanaged
    {
        T[] elements = new T[count];
        Span<byte> bytes = MemoryMarshal.AsBytes(elements.AsSpan());
        data[..bytes.Length].CopyTo(bytes);
        return elements;
    }

    [GeneratedRegex(@"'descr': '(?<type>[^']+)', 'fortran_order': False, 'shape': \((?<shape>[^)]*)\)")]
    private static partial Regex Header();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
