using System.Buffers.Binary;

namespace TensorFlow.Interop;

/// <summary>
/// Linux's form of a library. A file that was cut short is mapped without complaint, and the first touch of what is missing ends the
/// process; so the headers' ends are compared with the file's length before it is loaded.
/// </summary>
internal static class ElfFile
{
    private const int HeaderLength = 64;

    /// <summary>
    /// The length that the headers promise; null where the file is not of this form, so that the system's loader says what is wrong.
    /// </summary>
    public static ulong? PromisedLength(FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        int read = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        // 64 bits, least significant byte first: all platforms that there is a library for.
        if (!header[..read].StartsWith("\u007fELF\u0002\u0001"u8))
            return null;
        if (read < HeaderLength)
            return HeaderLength;

        ulong segments = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]), sections =
            BinaryPrimitives.ReadUInt64LittleEndian(header[40..]);
        ushort segmentLength = BinaryPrimitives.ReadUInt16LittleEndian(header[54..]), segmentCount =
            BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        ushort sectionLength = BinaryPrimitives.ReadUInt16LittleEndian(header[58..]), sectionCount =
            BinaryPrimitives.ReadUInt16LittleEndian(header[60..]);
        ulong end = Math.Max(End(segments, (ulong)segmentLength * segmentCount), End(sections, (ulong)sectionLength * sectionCount));
        if (end > (ulong)file.Length || segmentLength < 56)
            return end;

        Span<byte> segment = stackalloc byte[56];
        for (int i = 0; i < segmentCount; i++)
        {
            file.Position = (long)segments + ((long)i * segmentLength);
            file.ReadExactly(segment);
            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(segment[8..]), length =
                BinaryPrimitives.ReadUInt64LittleEndian(segment[32..]);
            end = Math.Max(end, End(offset, length));
        }

        return end;
    }

    private static ulong End(ulong offset, ulong length) => length > ulong.MaxValue - offset ? ulong.MaxValue : offset + length;
}
