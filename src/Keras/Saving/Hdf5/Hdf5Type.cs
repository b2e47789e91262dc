using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>The type of an array's elements.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Size">The bytes of one.</param>
/// <param name="DType">The type of numbers; null where they are none, or none that is known here.</param>
/// <param name="IsBigEndian">Whether the highest byte of a number comes first.</param>
internal readonly record struct Hdf5Type(Hdf5TypeKind Kind, int Size, DType? DType, bool IsBigEndian = false)
{
    public static Hdf5Type Read(ref Hdf5Bytes bytes)
    {
        byte kind = bytes.U8();
        byte bits = bytes.U8();
        bytes.Skip(2);
        int size = checked((int)bytes.U32());
        bool bigEndian = (bits & 1) != 0;
        switch (kind & 0x0F)
        {
            case 0:
                return new(Hdf5TypeKind.Number, size, Integer(size, (bits & 8) != 0), bigEndian);
            case 1:
                // A second bit means the order of the VAX, which is neither.
                bool known = (bits & 0x40) == 0;
                bytes.Skip(5);
                return new(Hdf5TypeKind.Number, size, known ? Float(size, bytes.U8()) : null, bigEndian);
            case 3:
                return new(Hdf5TypeKind.Text, size, null);
            case 5:
                return new(Hdf5TypeKind.Opaque, size, null);
            case 8:
                return new(Hdf5TypeKind.Number, size, size == 1 ? TensorFlow.DType.Bool : null);
            case 9 when (bits & 0x0F) == 1:
                return new(Hdf5TypeKind.VariableText, size, null);
            default:
                return new(Hdf5TypeKind.Other, size, null);
        }
    }

    private static DType? Integer(int size, bool signed) => (size, signed) switch
    {
        (1, true) => TensorFlow.DType.Int8,
        (1, false) => TensorFlow.DType.UInt8,
        (2, true) => TensorFlow.DType.Int16,
        (2, false) => TensorFlow.DType.UInt16,
        (4, true) => TensorFlow.DType.Int32,
        (4, false) => TensorFlow.DType.UInt32,
        (8, true) => TensorFlow.DType.Int64,
        (8, false) => TensorFlow.DType.UInt64,
        _ => null,
    };

    private static DType? Float(int size, byte exponentBits) => (size, exponentBits) switch
    {
        (2, 5) => TensorFlow.DType.Float16,
        (2, 8) => TensorFlow.DType.BFloat16,
        (4, 8) => TensorFlow.DType.Float32,
        (8, 11) => TensorFlow.DType.Float64,
        _ => null,
    };
}

/// <summary>What the elements of an array are.</summary>
internal enum Hdf5TypeKind
{
    Number,
    Text,
    VariableText,
    Opaque,
    Other,
}
