using System.Buffers.Binary;
using System.Text;

namespace Keras.Saving.Hdf5;

/// <summary>A place in an HDF5 file, or in a part of it, from which numbers are taken one after another and never beyond the end.</summary>
internal ref struct Hdf5Bytes(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Position { get; private set; }

    public readonly int Left => bytes.Length - Position;

    /// <summary>The bytes from an address on.</summary>
    public static Hdf5Bytes At(ReadOnlySpan<byte> file, ulong address) => address <= (ulong)file.Length
        ? new(file[(int)address..])
        : throw new InvalidDataException($"the address {address} lies beyond the end at {file.Length}; the file is damaged or truncated.");

    public ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)Left)
            throw new InvalidDataException($"{count} bytes are announced where {Left} are left; the file is damaged or truncated.");
        ReadOnlySpan<byte> taken = bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public void Skip(ulong count) => _ = Take(count);

    /// <summary>Skips to a multiple of 8 from the start of this part.</summary>
    public void Align() => Skip((ulong)(-Position & 7));

    public byte U8() => Take(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>An unsigned number of 1, 2, 4 or 8 bytes: two to the power given.</summary>
    public ulong Number(int power) => power switch { 0 => U8(), 1 => U16(), 2 => U32(), _ => U64() };

    public void Expect(ReadOnlySpan<byte> signature)
    {
        if (!Take((ulong)signature.Length).SequenceEqual(signature))
            throw new InvalidDataException($"expected '{Encoding.ASCII.GetString(signature)}' in the HDF5 structure; the file is damaged.");
    }
}
