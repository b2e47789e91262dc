using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>The format's description of element types: a class, bits of that class, a size, properties.</summary>
internal static class Hdf5TypeMessage
{
    private const byte Version1 = 0x10, FixedPoint = 0, FloatingPoint = 1, String = 3, Opaque = 5, Enumeration = 8, VariableLength = 9;

    /// <summary>Describes numbers, as h5py does for the NumPy type of the same name.</summary>
    /// <exception cref="NotSupportedException">HDF5 has no such numbers.</exception>
    public static void Write(Hdf5Buffer target, DType dtype)
    {
        switch (dtype)
        {
            case DType.Float16:
                WriteFloat(target, size: 2, exponentBits: 5, bias: 15);
                break;
            case DType.Float32:
                WriteFloat(target, size: 4, exponentBits: 8, bias: 127);
                break;
            case DType.Float64:
                WriteFloat(target, size: 8, exponentBits: 11, bias: 1023);
                break;
            // NumPy has no such type: Keras writes the two bytes, and tells what they are in an attribute.
            case DType.BFloat16:
                WriteHead(target, Opaque, bits: 0, size: 2);
                break;
            case DType.Bool:
                WriteBoolean(target);
                break;
            case DType.Int8 or DType.Int16 or DType.Int32 or DType.Int64:
                WriteInteger(target, dtype.Size, signed: true);
                break;
            case DType.UInt8 or DType.UInt16 or DType.UInt32 or DType.UInt64:
                WriteInteger(target, dtype.Size, signed: false);
                break;
            default:
                throw new NotSupportedException($"A weight of {dtype.StandardName} cannot be saved; expected numbers or booleans.");
        }
    }

    /// <summary>Describes a string of variable length, which the heap holds.</summary>
    public static void WriteVariableString(Hdf5Buffer target)
    {
        const uint text = 1, utf8 = 1 << 8, size = Hdf5Heap.ReferenceLength;
        WriteHead(target, VariableLength, text | utf8, size);
        WriteInteger(target, size: 1, signed: false);
    }

    /// <summary>Describes strings of a fixed length in bytes, padded with zeros.</summary>
    public static void WriteFixedString(Hdf5Buffer target, int size)
    {
        const uint zeroPadded = 1, utf8 = 1 << 4;
        WriteHead(target, String, zeroPadded | utf8, (uint)size);
    }

    private static void WriteHead(Hdf5Buffer target, byte kind, uint bits, uint size)
    {
        target.U32((uint)(Version1 | kind) | (bits << 8));
        target.U32(size);
    }

    private static void WriteInteger(Hdf5Buffer target, int size, bool signed)
    {
        const uint signBit = 8;
        WriteHead(target, FixedPoint, signed ? signBit : 0, (uint)size);
        target.U16(0);
        target.U16(8 * size);
    }

    private static void WriteFloat(Hdf5Buffer target, int size, int exponentBits, uint bias)
    {
        const uint impliedLeadingOne = 0x20;
        int bits = 8 * size, mantissaBits = bits - 1 - exponentBits;
        WriteHead(target, FloatingPoint, impliedLeadingOne | ((uint)(bits - 1) << 8), (uint)size);
        target.U16(0);
        target.U16(bits);
        target.U8((byte)mantissaBits);
        target.U8((byte)exponentBits);
        target.U8(0);
        target.U8((byte)mantissaBits);
        target.U32(bias);
    }

    // h5py's form of NumPy's bool: an enumeration over bytes.
    private static void WriteBoolean(Hdf5Buffer target)
    {
        const uint members = 2;
        WriteHead(target, Enumeration, members, size: 1);
        WriteInteger(target, size: 1, signed: true);
        target.Put("FALSE\0\0\0"u8);
        target.Put("TRUE\0\0\0\0"u8);
        target.U8(0);
        target.U8(1);
    }
}
