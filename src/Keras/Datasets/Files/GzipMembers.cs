using System.Buffers.Binary;
using System.IO.Compression;
using Keras.Files;

namespace Keras.Datasets;

/// <summary>
/// Checks the members of a gzip file one by one, because <see cref="GZipStream"/> accepts a truncated last member and other data after it.
/// </summary>
internal static class GzipMembers
{
    private const int HeaderLength = 10, TrailerLength = 8;
    private const byte HeaderChecksum = 2, Extra = 4, Name = 8, Comment = 16;

    /// <summary>Why a file is not complete; null if it is, and has the expected length.</summary>
    /// <param name="file">The file, at its start.</param>
    /// <param name="unpacked">The number of bytes that were decompressed from it.</param>
    public static string? WhyNot(Stream file, long unpacked)
    {
        byte[] scratch = new byte[1 << 16];
        long total = 0;
        for (int member = 1; file.Position < file.Length; member++)
        {
            if (!SkipHeader(file))
                return member == 1 ? "has a damaged gzip header"
                    : $"goes on after the {member - 1} members of its gzip data with something else";
            (long length, uint crc) = Unpack(file, scratch);
            if (file.ReadAtLeast(scratch.AsSpan(0, TrailerLength), TrailerLength, throwOnEndOfStream: false) < TrailerLength)
                return $"ends within member {member} of its gzip data";
            if (BinaryPrimitives.ReadUInt32LittleEndian(scratch) != crc
                || BinaryPrimitives.ReadUInt32LittleEndian(scratch.AsSpan(4)) != (uint)length)
                return $"has another checksum or length than member {member} of its gzip data says";
            total += length;
        }

        return total == unpacked ? null : $"unpacks to {total} bytes, expected {unpacked}";
    }

    private static bool SkipHeader(Stream file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength
            || !header.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]))
            return false;
        byte flags = header[3];
        if ((flags & Extra) != 0)
        {
            int low = file.ReadByte(), high = file.ReadByte();
            file.Position = Math.Min(file.Length, file.Position + Math.Max(0, low) + (256 * Math.Max(0, high)));
        }

        foreach (byte text in (ReadOnlySpan<byte>)[Name, Comment])
        {
            while ((flags & text) != 0 && file.ReadByte() > 0)
            {
            }
        }

        if ((flags & HeaderChecksum) != 0)
            file.Position = Math.Min(file.Length, file.Position + 2);
        return true;
    }

    private static (long Length, uint Crc) Unpack(Stream file, byte[] scratch)
    {
        using DeflateStream deflate = new(new OneByOne(file), CompressionMode.Decompress);
        long length = 0;
        uint crc = 0;
        for (int read; (read = deflate.Read(scratch)) > 0; length += read)
            crc = Crc32.Append(crc, scratch.AsSpan(0, read));
        return (length, crc);
    }

    // Decompression then reads no byte beyond its member, so that the next one begins where it stopped.
    private sealed class OneByOne(Stream file) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => file.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
