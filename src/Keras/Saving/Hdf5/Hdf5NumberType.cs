using System.Globalization;
using System.Text;
using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>
/// The types of numbers, which HDF5 describes bit by bit. Those with the bits of a tensor's elements, in either byte order, have a
/// <see cref="DType"/>; all others have none, and a description that says why.
/// </summary>
internal static class Hdf5NumberType
{
    private const uint BigEndian = 0x01;
    private const int BitsOfByte = 8;

    public static Hdf5Type ReadInteger(ref Hdf5Bytes bytes, uint bits, int size)
    {
        // Byte order, two bits of padding (which say nothing where no bit is left over), sign.
        const uint signed = 0x08, known = 0x0F;
        int offset = bytes.U16(), precision = bytes.U16();
        string name = $"{((bits & signed) != 0 ? "signed" : "unsigned")} integers of {size} bytes";
        if ((bits & ~known) != 0)
            return Odd(size, name, "with unknown flags");
        if (offset != 0 || precision != BitsOfByte * (long)size)
            return Odd(size, name, $"of which {precision} bits from bit {offset} on count");
        DType? dtype = (size, (bits & signed) != 0) switch
        {
            (1, true) => DType.Int8,
            (1, false) => DType.UInt8,
            (2, true) => DType.Int16,
            (2, false) => DType.UInt16,
            (4, true) => DType.Int32,
            (4, false) => DType.UInt32,
            (8, true) => DType.Int64,
            (8, false) => DType.UInt64,
            _ => null,
        };
        return new(Hdf5TypeKind.Number, size, dtype, name, (bits & BigEndian) != 0);
    }

    public static Hdf5Type ReadFloat(ref Hdf5Bytes bytes, uint bits, int size)
    {
        // Byte order, three bits of padding, two of normalization, the second bit of the order, then the place of the sign.
        const uint known = 0xFF7F, vaxOrder = 0x40;
        int offset = bytes.U16(), precision = bytes.U16();
        int exponentAt = bytes.U8(), exponentBits = bytes.U8(), mantissaAt = bytes.U8(), mantissaBits = bytes.U8();
        uint bias = bytes.U32(), normalization = bits >> 4 & 0x03;
        int sign = (int)(bits >> BitsOfByte & 0xFF);
        string name = $"floats of {size} bytes";
        if ((bits & ~known) != 0 || (bits & vaxOrder) != 0)
            return Odd(size, name, (bits & vaxOrder) != 0 ? "in the byte order of a VAX" : "with unknown flags");
        if (Find(size, exponentBits) is not { } format)
            return Odd(size, name, $"with an exponent of {exponentBits} bits");
        const uint impliedLeadingOne = 2;
        int signAt = BitsOfByte * size - 1, mantissa = signAt - format.ExponentBits;
        string? odd = offset != 0 || precision != BitsOfByte * size ? $"of which {precision} bits from bit {offset} on count"
            : sign != signAt ? $"with their sign at bit {sign}"
            : exponentAt != mantissa ? $"with their exponent at bit {exponentAt}"
            : mantissaAt != 0 || mantissaBits != mantissa ? $"with a mantissa of {mantissaBits} bits at bit {mantissaAt}"
            : bias != (1u << (format.ExponentBits - 1)) - 1
                ? string.Create(CultureInfo.InvariantCulture, $"with an exponent bias of {bias}")
            : normalization != impliedLeadingOne ? "whose mantissa is not normalized"
            : null;
        return odd is null ? new(Hdf5TypeKind.Number, size, format.DType, name, (bits & BigEndian) != 0) : Odd(size, name, odd);
    }

    /// <summary>Reads h5py's type of booleans, an enumeration of bytes with FALSE and TRUE; other enumerations are refused.</summary>
    public static Hdf5Type ReadEnumeration(ref Hdf5Bytes bytes, uint bits, int size, int version)
    {
        const int firstWithoutPadding = 3;
        const uint known = 0xFFFF;
        Hdf5Type number = Hdf5Type.Read(ref bytes);
        string name = $"an enumeration of {size} bytes";
        if (bits != 2 || (bits & ~known) != 0 || size != 1 || number is not { DType: DType.Int8 or DType.UInt8 })
            return Odd(size, name, "that is not NumPy's bool");
        string[] members = [ReadName(ref bytes, version < firstWithoutPadding), ReadName(ref bytes, version < firstWithoutPadding)];
        byte[] values = [bytes.U8(), bytes.U8()];
        bool isBool = (members, values) is (["FALSE", "TRUE"], [0, 1]) or (["TRUE", "FALSE"], [1, 0]);
        return isBool ? new(Hdf5TypeKind.Number, size, DType.Bool, "booleans") : Odd(size, name, "that is not NumPy's bool");
    }

    private static string ReadName(ref Hdf5Bytes bytes, bool isPadded)
    {
        StringBuilder name = new();
        int length = 1;
        for (byte letter; (letter = bytes.U8()) != 0; length++)
            name.Append((char)letter);
        if (isPadded)
            bytes.Skip((ulong)(-length & 7));
        return name.ToString();
    }

    private static (DType DType, int ExponentBits)? Find(int size, int exponentBits) => (size, exponentBits) switch
    {
        (2, 5) => (DType.Float16, exponentBits),
        (2, 8) => (DType.BFloat16, exponentBits),
        (4, 8) => (DType.Float32, exponentBits),
        (8, 11) => (DType.Float64, exponentBits),
        _ => null,
    };

    private static Hdf5Type Odd(int size, string name, string because) => new(Hdf5TypeKind.Number, size, null, $"{name} {because}");
}
