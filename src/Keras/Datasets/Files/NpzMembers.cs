using System.Buffers.Binary;
using System.IO.Compression;

namespace Keras.Datasets;

/// <summary>The members of an NPZ file.</summary>
internal static class NpzMembers
{
    private const string Extension = ".npy";

    /// <summary>Opens the zip file, after which no bytes may follow.</summary>
    public static ZipArchive Open(string path, FileStream file)
    {
        if (!EndsAsZip(file))
            throw new DatasetException(
                path, $"'{path}' does not end as a zip file does, expected an NPZ file; it is truncated, has something after its end, "
                    + "or is another kind of file. Get it again.");
        return Guarded(path, () => new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true));
    }

    /// <summary>The arrays by name, without <c>.npy</c>.</summary>
    public static Dictionary<string, ArraySource> Find(string path, FileStream file, ZipArchive archive)
    {
        Dictionary<string, ArraySource> members = new(StringComparer.Ordinal);
        long left = file.Length;
        foreach (ZipArchiveEntry entry in Guarded(path, () => archive.Entries))
        {
            // Members that share bytes could unpack to far more than an honest file of this size.
            left -= entry.CompressedLength;
            if (left < 0 || entry.CompressedLength < 0)
                throw new DatasetException(
                    path, $"'{path}' has {file.Length} bytes, but its members say that they take more; it is damaged. Get it again.");
            if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
                continue;
            string name = entry.FullName[..^Extension.Length];
            ArraySource member = new(path, $"'{path}' ({entry.FullName})", Packing.Zip,
                entry.CompressedLength, entry.Length, entry.Open)
            { Crc = entry.Crc32 };
            if (!members.TryAdd(name, member))
                throw new DatasetException(path, $"'{path}' has two arrays named '{name}', expected one; write it again with numpy.savez.");
        }

        return members;
    }

    private static bool EndsAsZip(FileStream file)
    {
        const int recordLength = 22;
        int taken = (int)Math.Min(file.Length, recordLength + ushort.MaxValue);
        byte[] end = new byte[taken];
        file.Position = file.Length - taken;
        file.ReadExactly(end);
        for (int at = taken - recordLength; at >= 0; at--)
        {
            ReadOnlySpan<byte> record = end.AsSpan(at);
            if (record.StartsWith("PK\u0005\u0006"u8)
                && BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == record.Length - recordLength)
                return true;
        }

        return false;
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (
            e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new DatasetException(
                path, $"'{path}' cannot be read as a zip file: {e.Message} Expected an undamaged NPZ file; get it again.", e);
        }
    }
}
