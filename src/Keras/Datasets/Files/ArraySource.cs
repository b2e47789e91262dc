using System.Buffers.Binary;
using System.IO.Compression;

namespace Keras.Datasets;

/// <summary>The source of the bytes of one array: a file, what a gzip file unpacks to, or a member of a zip file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Title">The file in quotes, and the member if it is one, for messages.</param>
/// <param name="Packing">The packing of the bytes.</param>
/// <param name="StoredLength">The bytes that it takes in the file.</param>
/// <param name="Length">The bytes that it says it unpacks to; gzip says it of its last member, modulo 2^32.</param>
/// <param name="Open">Opens it from its start, any number of times, one after the other.</param>
internal sealed record ArraySource(string Path, string Title, Packing Packing, long StoredLength, long Length, Func<Stream> Open)
{
    // A match of deflate is at most 258 bytes and takes at least 2 bits.
    private const long GreatestRatio = 1032;

    // Real images and labels stay below; what claims more is unpacked once without keeping it before memory is taken.
    private const long TrustedRatio = 32;
    private const long TrustedLength = 1 << 20;

    /// <summary>The checksum that the unpacked bytes must have, where nothing else checks it.</summary>
    public uint? Crc { get; init; }

    /// <summary>Tells of a number of unpacked bytes why they are not all; null where nothing needs to be told.</summary>
    public Func<long, string?>? WhyNotWhole { get; init; }

    /// <summary>Whether so many bytes are to be believed only once they were counted.</summary>
    public bool NeedsCounting(long total) => Packing != Packing.None && total > TrustedLength && total / TrustedRatio > StoredLength;

    /// <summary>Whether it may hold exactly so many bytes; a gzip file of several members tells the length of the last one only.</summary>
    public bool MayHold(long total) => (Packing == Packing.Gzip || total == Length)
        && (Packing == Packing.None || total / GreatestRatio <= StoredLength);

    public DatasetException Error(string found, Exception? inner = null) => new(Path, $"{Title} {found}", inner);

    /// <summary>A file, unpacked if it begins as gzip files do, whatever it is called.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="file">The file's bytes; can seek.</param>
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
            // One member says at its end how long it is; where that is not what was unpacked, there are several, or it is damaged.
            WhyNotWhole = length => (uint)length == unpacked ? null : GzipMembers.WhyNot(Rewound(file), length),
        };
    }

    private static Stream Rewound(Stream file)
    {
        file.Position = 0;
        return file;
    }
}
