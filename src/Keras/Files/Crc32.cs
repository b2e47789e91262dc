using System.Buffers.Binary;

namespace Keras.Files;

/// <summary>
/// The CRC-32 of zip files, which <see cref="System.IO.Compression.ZipArchive"/> does not check; computed eight bytes at a time.
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Tables = MakeTables();

    /// <summary>The checksum of what has the checksum <paramref name="crc"/>, followed by <paramref name="bytes"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> t = Tables;
        crc = ~crc;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[(7 * 256) + (int)(byte)low] ^ t[(6 * 256) + (int)(byte)(low >> 8)] ^ t[(5 * 256)
                + (int)(byte)(low >> 16)] ^ t[(4 * 256) + (int)(low >> 24)]
                ^ t[(3 * 256) + (int)(byte)high] ^ t[(2 * 256) + (int)(byte)(high >> 8)] ^ t[256
                    + (int)(byte)(high >> 16)] ^ t[(int)(high >> 24)];
        }

        foreach (byte next in bytes)
            crc = (crc >> 8) ^ t[(byte)(crc ^ next)];
        return ~crc;
    }

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[8 * 256];
        for (int i = 0; i < 256; i++)
        {
            uint crc = (uint)i;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            tables[i] = crc;
        }

        for (int i = 256; i < tables.Length; i++)
            tables[i] = (tables[i - 256] >> 8) ^ tables[(byte)tables[i - 256]];
        return tables;
    }
}
