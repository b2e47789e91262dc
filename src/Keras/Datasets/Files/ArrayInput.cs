using Keras.Files;

namespace Keras.Datasets;

/// <summary>The bytes of one array, read sequentially; every failure is a <see cref="DatasetException"/>.</summary>
internal sealed class ArrayInput : IDisposable
{
    private readonly Stream stream;
    private uint crc;

    public ArrayInput(ArraySource source)
    {
        Source = source;
        stream = Guarded(source.Open);
    }

    public ArraySource Source { get; }

    public long Position { get; private set; }

    /// <summary>Reads bytes until the span is full.</summary>
    /// <param name="bytes">The destination.</param>
    /// <param name="what">The name of the bytes, for the message.</param>
    public void Read(Span<byte> bytes, string what)
    {
        int read = ReadSome(bytes);
        if (read < bytes.Length)
            throw Source.Error($"ends after {Position} bytes within {what}, expected {bytes.Length - read} or more further bytes; "
                + "it is truncated. Get it again.");
    }

    /// <summary>Checks that the input ends here and that its checksum is right.</summary>
    public void RequireEnd()
    {
        long length = Position;
        if (ReadSome(stackalloc byte[1]) != 0)
            throw Source.Error($"goes on after its {length} bytes, expected its end there; something was appended to it. Get it again.");
        string? reason = null;
        try
        {
            reason = Source.WhyNotWhole?.Invoke(length);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Damaged(e);
        }

        if (reason is not null)
            throw Source.Error($"{reason}; it is truncated, damaged, or something was appended to it. Get it again.");
        if (Source.Crc is uint expected && crc != expected)
            throw Source.Error($"has the checksum {crc:x8}, expected {expected:x8}; it is damaged. Get it again.");
    }

    /// <summary>Reads to the end, discards the bytes and checks their number.</summary>
    /// <param name="length">The expected number of bytes.</param>
    public void RequireLength(long length)
    {
        byte[] scratch = new byte[64 * 1024];
        while (Position < length)
            Read(scratch.AsSpan(0, (int)Math.Min(scratch.Length, length - Position)), "its elements");
        RequireEnd();
    }

    public void Dispose()
    {
        // An uncompressed file belongs to the caller and may be read again.
        if (Source.Packing != Packing.None)
            stream.Dispose();
    }

    private int ReadSome(Span<byte> bytes)
    {
        int read = 0;
        try
        {
            read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Damaged(e);
        }

        Position += read;
        if (Source.Crc is not null)
            crc = Crc32.Append(crc, bytes[..read]);
        return read;
    }

    private Stream Guarded(Func<Stream> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or NotSupportedException)
        {
            throw Damaged(e);
        }
    }

    private DatasetException Damaged(Exception e) =>
        Source.Error($"cannot be read after {Position} bytes: {e.Message} Expected an undamaged "
            + $"{(Source.Packing == Packing.None ? "" : $"{Source.Packing.ToString().ToLowerInvariant()} ")}file; get it again.", e);
}
