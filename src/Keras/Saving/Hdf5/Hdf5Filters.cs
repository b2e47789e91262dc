using System.Buffers.Binary;
using System.IO.Compression;

namespace Keras.Saving.Hdf5;

/// <summary>The filter pipeline of a chunk, which is undone in reverse order.</summary>
internal sealed class Hdf5Filters
{
    private const int Deflate = 1, Shuffle = 2, Fletcher32 = 3, ChecksumLength = 4;
    private readonly List<int> filters = [];

    private Hdf5Filters()
    {
    }

    /// <summary>Reads the filters of an array; none where it has no such message.</summary>
    /// <exception cref="InvalidDataException">A filter is not supported.</exception>
    public static Hdf5Filters Read(Hdf5Source file, List<Hdf5Message> messages, string path)
    {
        Hdf5Filters result = new();
        foreach (Hdf5Message message in messages.Where(m => m.Type == Hdf5MessageType.Filters))
            result.Add(message.Content(file), path);
        return result;
    }

    /// <summary>Undoes the filters of a chunk.</summary>
    /// <param name="bytes">The bytes in the file.</param>
    /// <param name="skipped">The filter mask: a bit for each filter that was not applied to this chunk.</param>
    /// <param name="length">The size of a chunk in bytes.</param>
    /// <param name="size">The size of an element in bytes.</param>
    /// <exception cref="InvalidDataException">The result has another size.</exception>
    public byte[] Undo(byte[] bytes, uint skipped, int length, int size)
    {
        for (int i = filters.Count - 1; i >= 0; i--)
        {
            if ((skipped >> i & 1) != 0)
                continue;
            bytes = filters[i] switch
            {
                Deflate => Inflate(bytes, length + ChecksumLength),
                Shuffle => Unshuffle(bytes, size),
                _ => WithoutChecksum(bytes),
            };
        }

        return bytes.Length == length ? bytes
            : throw new InvalidDataException($"a chunk unpacks to {bytes.Length} bytes, expected {length}; the file is damaged.");
    }

    private void Add(Hdf5Bytes bytes, string path)
    {
        byte version = bytes.U8();
        int count = bytes.U8();
        if (version is not (1 or 2))
            throw new InvalidDataException($"'{path}' has filters of version {version}, expected 1 or 2; the file is damaged.");
        bytes.Skip(version == 1 ? 6UL : 0);
        for (int i = 0; i < count; i++)
        {
            const int firstNamedInVersion2 = 256;
            int filter = bytes.U16();
            int nameLength = version == 1 || filter >= firstNamedInVersion2 ? bytes.U16() : 0;
            bytes.Skip(2);
            int values = bytes.U16();
            bytes.Skip((ulong)nameLength + (4UL * (ulong)values));
            if (version == 1 && values % 2 != 0)
                bytes.Skip(4);
            if (filter is not (Deflate or Shuffle or Fletcher32))
                throw new InvalidDataException(
                    $"'{path}' is stored with filter {filter}, expected gzip, shuffle or fletcher32; write the file anew with "
                    + "one of these.");
            filters.Add(filter);
        }
    }

    // One byte more than may be tells that there are too many, without unpacking them all.
    private static byte[] Inflate(byte[] packed, int most)
    {
        using ZLibStream stream = new(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        byte[] bytes = new byte[most + 1];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read];
    }

    private static byte[] WithoutChecksum(byte[] bytes)
    {
        int length = bytes.Length - ChecksumLength;
        if (length < 0)
            throw new InvalidDataException($"a chunk of {bytes.Length} bytes has no place for its checksum; the file is damaged.");
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(length)), found =
            Hdf5Checksum.Fletcher32(bytes.AsSpan(0, length));
        // Files of HDF5 before 1.6.3 have the two bytes of each half the other way round; the library reads these, too.
        uint turned = (expected & 0x00FF00FF) << 8 | (expected >> 8 & 0x00FF00FF);
        return found == expected || found == turned
            ? bytes[..length]
            : throw new InvalidDataException($"a chunk has the checksum {found:x8}, expected {expected:x8}; the file is damaged.");
    }

    // The first bytes of all elements stand before the second bytes of all.
    private static byte[] Unshuffle(byte[] shuffled, int size)
    {
        byte[] bytes = (byte[])shuffled.Clone();
        int count = bytes.Length / size;
        for (int i = 0; i < count * size; i++)
            bytes[i % count * size + i / count] = shuffled[i];
        return bytes;
    }
}
