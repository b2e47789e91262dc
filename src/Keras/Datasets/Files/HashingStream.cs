using System.Security.Cryptography;

namespace Keras.Datasets;

/// <summary>
/// A file that is hashed while it is read from its start, so that what was checked is what was used, and nothing is kept for it.
/// </summary>
/// <param name="file">The file; the caller's to dispose.</param>
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

    /// <summary>The SHA-256 of the whole file, reading what was not read yet.</summary>
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

        // What is read out of turn, as the length at the end, must not count twice.
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
