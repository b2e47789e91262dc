using System.IO.Compression;

namespace Fuzz.Mutations;

/// <summary>Zip files in memory, whose checksums are right whatever their members hold.</summary>
internal static class Archive
{
    /// <summary>What a member holds.</summary>
    public static byte[] Read(byte[] archive, string member)
    {
        using ZipArchive source = new(new MemoryStream(archive), ZipArchiveMode.Read);
        using Stream stream = source.GetEntry(member)!.Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The zip file with another content of one member.</summary>
    public static byte[] With(byte[] archive, string member, Func<byte[], byte[]> change,
        CompressionLevel compression = CompressionLevel.NoCompression)
    {
        using ZipArchive source = new(new MemoryStream(archive), ZipArchiveMode.Read);
        return Make([.. source.Entries.Select(
            e => (e.FullName, e.FullName == member ? change(Read(archive, member)) : Read(archive, e.FullName)))], compression);
    }

    /// <summary>A zip file.</summary>
    public static byte[] Make(IReadOnlyList<(string Name, byte[] Content)> members,
        CompressionLevel compression = CompressionLevel.NoCompression)
    {
        MemoryStream stream = new();
        using (ZipArchive target = new(stream, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in members)
            {
                using Stream member = target.CreateEntry(name, compression).Open();
                member.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A gzip file.</summary>
    public static byte[] Gzip(byte[] bytes)
    {
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
