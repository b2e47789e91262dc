using System.Buffers;
using System.Buffers.Binary;

namespace Keras.Saving.Hdf5;

/// <summary>Builds the bytes of an HDF5 structure.</summary>
internal sealed class Hdf5Buffer
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public int Length => bytes.WrittenCount;

    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public void U8(byte value) => Room(1)[0] = value;

    public void U16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Room(2), checked((ushort)value));

    public void U32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);

    public void U64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);

    public void Put(ReadOnlySpan<byte> value) => value.CopyTo(Room(value.Length));

    public void Zeros(int count) => Room(count).Clear();

    /// <summary>Pads with zeros to a multiple of 8 bytes.</summary>
    public void Align() => Zeros(-Length & 7);

    private Span<byte> Room(int count)
    {
        Span<byte> room = bytes.GetSpan(count)[..count];
        bytes.Advance(count);
        return room;
    }
}
