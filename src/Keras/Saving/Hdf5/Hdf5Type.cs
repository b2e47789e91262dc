using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>The type of an array's elements.</summary>
/// <param name="Kind">The class of the elements.</param>
/// <param name="Size">The size of an element in bytes.</param>
/// <param name="DType">The type of numbers; null for anything else, and for numbers that no tensor has.</param>
/// <param name="Description">A name for messages: "a float of 4 bytes with an exponent bias of 100".</param>
/// <param name="IsBigEndian">Whether numbers are big-endian.</param>
/// <param name="Padding">The padding of strings.</param>
internal readonly record struct Hdf5Type(
    Hdf5TypeKind Kind, int Size, DType? DType, string Description,
    bool IsBigEndian = false, Hdf5Padding Padding = Hdf5Padding.ZeroTerminated)
{
    // HDF5 1.14 knows these; the later ones differ for references and compounds only.
    private const int FirstVersion = 1, LastVersion = 4;
    private const int ReferenceLength = 16;

    /// <summary>
    /// Reads a datatype message. Numbers have a <see cref="DType"/> only where every field is that of the format that the tensor has.
    /// </summary>
    /// <exception cref="InvalidDataException">The message contradicts the format.</exception>
    public static Hdf5Type Read(ref Hdf5Bytes bytes)
    {
        byte head = bytes.U8();
        byte low = bytes.U8(), middle = bytes.U8(), high = bytes.U8();
        uint length = bytes.U32();
        int version = head >> 4;
        if (version is < FirstVersion or > LastVersion)
            throw new InvalidDataException(
                $"expected a datatype of version {FirstVersion} to {LastVersion}, got {version}; the file is damaged.");
        if (length is 0 or > int.MaxValue)
            throw new InvalidDataException($"a type of elements has {length} bytes; the file is damaged.");
        int size = (int)length;
        uint bits = low | ((uint)middle << 8) | ((uint)high << 16);
        return (head & 0x0F) switch
        {
            0 => Hdf5NumberType.ReadInteger(ref bytes, bits, size),
            1 => Hdf5NumberType.ReadFloat(ref bytes, bits, size),
            3 => ReadString(bits, size),
            5 => new(Hdf5TypeKind.Opaque, size, null, $"opaque elements of {size} bytes"),
            8 => Hdf5NumberType.ReadEnumeration(ref bytes, bits, size, version),
            9 => ReadVariable(ref bytes, bits, size),
            int kind => new(Hdf5TypeKind.Other, size, null, $"{NameOf(kind)} of {size} bytes"),
        };
    }

    private static Hdf5Type ReadString(uint bits, int size)
    {
        const uint known = 0xFF;
        return new(Hdf5TypeKind.String, size, null, $"strings of {size} bytes",
            Padding: ReadPadding(bits & 0x0F, bits >> 4 & 0x0F, isKnown: (bits & ~known) == 0));
    }

    // A reference to a sequence of any length: of bytes, numbers or characters.
    private static Hdf5Type ReadVariable(ref Hdf5Bytes bytes, uint bits, int size)
    {
        const uint text = 1, known = 0xFFF;
        if ((bits & 0x0F) != text)
            return new(Hdf5TypeKind.Other, size, null, "sequences of any length");
        if (size != ReferenceLength)
            throw new InvalidDataException(
                $"a string of variable length takes {size} bytes, expected {ReferenceLength}; the file is damaged.");
        Hdf5Type element = Read(ref bytes);
        bool isLetter = element is { Kind: Hdf5TypeKind.String, Size: 1 } or { DType: TensorFlow.DType.UInt8 or TensorFlow.DType.Int8 };
        return new(Hdf5TypeKind.VariableString, size, null, "strings",
            Padding: ReadPadding(bits >> 4 & 0x0F, bits >> 8 & 0x0F, isLetter && (bits & ~known) == 0));
    }

    private static Hdf5Padding ReadPadding(uint padding, uint letters, bool isKnown)
    {
        const uint utf8 = 1;
        return isKnown && padding <= (uint)Hdf5Padding.Spaces && letters <= utf8
            ? (Hdf5Padding)padding
            : throw new InvalidDataException("a string has a character set or padding that HDF5 does not define; the file is damaged.");
    }

    private static string NameOf(int kind) => kind switch
    {
        2 => "times",
        4 => "bit fields",
        6 => "records",
        7 => "references",
        10 => "arrays",
        11 => "complex numbers",
        _ => "elements of an unknown kind",
    };
}

/// <summary>The type of an array's elements.</summary>
internal enum Hdf5TypeKind
{
    Number,
    String,
    VariableString,
    Opaque,
    Other,
}

/// <summary>The padding of a string shorter than its field; the values are the format's.</summary>
internal enum Hdf5Padding
{
    ZeroTerminated = 0,
    Zeros = 1,
    Spaces = 2,
}
