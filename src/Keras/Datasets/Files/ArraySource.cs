using System.Buffers.Binary;
using System.IO.Compression;

namespace Keras.Datasets;

/// <summary>The source of the bytes of one array: a file, a gzip file, or a member of a zip file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Title">The name of the file and of its member, for messages.</param>
/// <param name="Packing">The compression of the bytes.</param>
/// <param name="StoredLength">The compressed length.</param>
/// <param name="Length">The stated uncompressed length; in gzip files that of the last member, modulo 2^32.</param>
/// <param name="Open">Opens the source at its start, any number of times in succession.</param>
internal sealed record ArraySource(string Path, string Title, Packing Packing, long StoredLength, long Length, Func<Stream> Open)
{
    // A match in deflate is at most 258 bytes long and takes at least 2 bits.
    private const long GreatestRatio = 1032;

    // Real images and labels compress less. A source that claims more is decompressed once to count its bytes before memory is allocated.
    private const long TrustedRatio = 32;
    private const long TrustedLength = 1 << 20;

    /// <summary>The expected checksum of the uncompressed bytes; null if the stream checks it itself.</summary>
    public uint? Crc { get; init; }

    /// <summary>Gets, from the number of uncompressed bytes, why they are not complete, or null; null if no check is needed.</summary>
    public Func<long, string?>? WhyNotWhole { get; init; }

    /// <summary>Whether the bytes must be counted before memory is allocated for them.</summary>
    public bool NeedsCounting(long total) => Packing != Packing.None && total > TrustedLength && total / TrustedRatio > StoredLength;

    /// <summary>Whether the source may have exactly that many bytes; a gzip file states only the length of its last member.</summary>
    public bool MayHold(long total) => (Packing == Packing.Gzip || total == Length)
        && (Packing == Packing.None || total / GreatestRatio <= StoredLength);

    public DatasetException Error(string found, Exception? inner = null) => new(Path, $"{Title} {found}", inner);

    /// <summary>Creates the source of a file, which is decompressed if it begins as a gzip file, whatever its name.</summary>
    /// <param name="path">The path, for messages.</param>
    /// <param name="file">The bytes of the file, which can seek.</param>
    public static ArraySource Of(string path, Stream file)
    {
        ReadOnlySpan<byte> gzipMagic = [0x1F, 0x8B];
        Span<byte> ends = stackalloc byte[4];
        file.Position = 0;
        int start = file.ReadAtLeast(ends[..2], 2, throwOnEndOfStream: false);
        if (!ends[..start].SequenceEqual(gzipMagic))
            return new(path, $"'{path}'", Packing.None, file.Length, file.Length, () => Rewound(file));
        const int gzipFrame = 18;
        if (file.Length < gzipFrame)
            throw new DatasetException(path,
                $"'{path}' has {file.Length} bytes, expected at least the {gzipFrame} of a gzip file; it is truncated. Get it again.");
        file.Position = file.Length - ends.Length;
        file.ReadExactly(ends);
        uint unpacked = BinaryPrimitives.ReadUInt32LittleEndian(ends);
        return new(path, $"'{path}'", Packing.Gzip, file.Length, unpacked,
            () => new GZipStream(Rewound(file), CompressionMode.Decompress, leaveOpen: true))
        {
            // A member states its length at its end. If that differs from the decompressed length, there are several, or it is damaged.
            WhyNotWhole = length => (uint)length == unpacked ? null : GzipMembers.WhyNot(Rewound(file), length),
        };
    }

    private static Stream Rewound(Stream file)
    {
        file.Position = 0;
        return file;
    }
}
