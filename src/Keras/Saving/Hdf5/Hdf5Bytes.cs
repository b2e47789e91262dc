using System.Buffers.Binary;
using System.Text;

namespace Keras.Saving.Hdf5;

/// <summary>A cursor in an HDF5 file, or in a part of it, that reads values one after another and never beyond the end.</summary>
/// <param name="source">The file.</param>
/// <param name="start">The beginning of the part.</param>
/// <param name="length">The bytes of the part, which lies within the file.</param>
internal struct Hdf5Bytes(Hdf5Source source, long start, long length)
{
    public Hdf5Bytes(byte[] content)
        : this(Hdf5Source.Of(content), 0, content.Length)
    {
    }

    /// <summary>The number of bytes read.</summary>
    public long Position { get; private set; }

    public readonly long Left => length - Position;

    /// <summary>The position in the file.</summary>
    public readonly long Address => start + Position;

    /// <summary>The bytes from an address on.</summary>
    public static Hdf5Bytes At(Hdf5Source source, ulong address) => address <= (ulong)source.Length
        ? new(source, (long)address, source.Length - (long)address)
        : throw new InvalidDataException(
            $"the address {address} lies beyond the end at {source.Length}; the file is damaged or truncated.");

    /// <summary>Reads a copy of the next bytes.</summary>
    public byte[] Take(ulong count)
    {
        Require(count);
        byte[] taken = new byte[count];
        source.Read(Address, taken);
        Position += (long)count;
        return taken;
    }

    /// <summary>Reads the next bytes as a part of their own.</summary>
    public Hdf5Bytes TakePart(ulong count)
    {
        Require(count);
        Hdf5Bytes part = new(source, Address, (long)count);
        Position += (long)count;
        return part;
    }

    public void Skip(ulong count)
    {
        Require(count);
        Position += (long)count;
    }

    public byte U8()
    {
        Span<byte> bytes = stackalloc byte[1];
        Fill(bytes);
        return bytes[0];
    }

    public ushort U16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint U32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong U64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Reads an unsigned integer of 1, 2, 4 or 8 bytes: two to the power given.</summary>
    public ulong Number(int power) => power switch { 0 => U8(), 1 => U16(), 2 => U32(), _ => U64() };

    /// <summary>Skips to a multiple of 8 from the start of this part.</summary>
    public void Align() => Skip((ulong)(-Position & 7));

    /// <summary>Whether the next bytes are these; the position does not change.</summary>
    public readonly bool StartsWith(ReadOnlySpan<byte> signature)
    {
        if (Left < signature.Length)
            return false;
        Span<byte> found = stackalloc byte[signature.Length];
        source.Read(Address, found);
        return found.SequenceEqual(signature);
    }

    public void Expect(ReadOnlySpan<byte> signature)
    {
        if (!StartsWith(signature))
            throw new InvalidDataException($"expected '{Encoding.ASCII.GetString(signature)}' in the HDF5 structure; the file is damaged.");
        Position += signature.Length;
    }

    /// <summary>Copies the next bytes; the position does not change.</summary>
    public readonly void CopyTo(Span<byte> bytes)
    {
        Require((ulong)bytes.Length);
        source.Read(Address, bytes);
    }

    private void Fill(Span<byte> bytes)
    {
        CopyTo(bytes);
        Position += bytes.Length;
    }

    private readonly void Require(ulong count)
    {
        if (count > (ulong)Left)
            throw new InvalidDataException($"{count} bytes are announced where {Left} are left; the file is damaged or truncated.");
    }
}
