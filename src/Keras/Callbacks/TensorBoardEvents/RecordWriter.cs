using System.Buffers.Binary;
using System.Numerics;

namespace Keras.Callbacks.TensorBoardEvents;

/// <summary>
/// Writes records as TFRecord files have them: the length, its checksum, the bytes, their checksum
/// (tensorflow/core/lib/io/record_writer.h).
/// </summary>
internal static class RecordWriter
{
    private const uint MaskDelta = 0xa282ead8;

    public static void Write(Stream stream, ReadOnlySpan<byte> record)
    {
        Span<byte> header = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[sizeof(ulong)..], MaskedChecksum(header[..sizeof(ulong)]));
        stream.Write(header);
        stream.Write(record);
        Span<byte> footer = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, MaskedChecksum(record));
        stream.Write(footer);
    }

    /// <summary>The CRC-32C, turned and shifted, so that checksums of data that hold checksums stay good.</summary>
    public static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte each in bytes)
            checksum = BitOperations.Crc32C(checksum, each);
        return unchecked(BitOperations.RotateRight(~checksum, 15) + MaskDelta);
    }
}
