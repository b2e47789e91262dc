using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Keras.Callbacks.TensorBoardEvents;

/// <summary>A picture of one channel of 8 bits as a PNG file (ISO/IEC 15948).</summary>
internal static class GreyPicture
{
    private const uint Polynomial = 0xedb88320;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Encodes values of [0, 1], black to white; what lies beyond is cut, as <c>tf.summary.image</c> does.</summary>
    public static byte[] Encode(ReadOnlySpan<float> values, int width, int height)
    {
        using MemoryStream file = new();
        file.Write(Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        // 8 bits, grey; the compression, the filter and the order are the only ones or the plain ones.
        header[8] = 8;
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Compress(values, width, height));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<float> values, int width, int height)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal))
        {
            byte[] row = new byte[width + 1];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                    row[x + 1] = Level(values[(y * width) + x]);
                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static byte Level(float value) => float.IsNaN(value) ? (byte)0 : (byte)Math.Clamp(value * 255.5f, 0, 255);

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        byte[] number = new byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(content));
        file.Write(number);
    }

    private static uint Checksum(byte[] bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte each in bytes)
        {
            checksum ^= each;
            for (int bit = 0; bit < 8; bit++)
                checksum = (checksum >> 1) ^ ((checksum & 1) * Polynomial);
        }

        return ~checksum;
    }
}
