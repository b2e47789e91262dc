using System.Security.Cryptography;

namespace Keras.Datasets;

/// <summary>
/// Hashes a file while it is read from its start, so that the bytes used are the bytes checked, without buffering them.
/// </summary>
/// <param name="file">The file, which the caller disposes.</param>
internal sealed class HashingStream(Stream file) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long hashed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set
        {
            file.Position = value;
            if (value != 0)
                return;
            _ = hash.GetHashAndReset();
            hashed = 0;
        }
    }

    /// <summary>Reads the rest of the file and returns the SHA-256 of all of it.</summary>
    public string Finish()
    {
        file.Position = hashed;
        Span<byte> rest = stackalloc byte[4096];
        while (Read(rest) > 0)
        {
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public override int Read(Span<byte> buffer)
    {
        long from = file.Position;
        int read = file.Read(buffer);

        // Bytes read out of order, such as the length at the end, must not be hashed twice.
        if (from == hashed)
        {
            hash.AppendData(buffer[..read]);
            hashed += read;
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A file being hashed is only read.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A file being hashed is only read.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }
}
