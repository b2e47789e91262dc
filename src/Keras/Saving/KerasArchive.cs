using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Files;
using Keras.Saving.Hdf5;

namespace Keras.Saving;

/// <summary>The zip archive of a <c>.keras</c> file: metadata, config and weights, uncompressed.</summary>
internal static class KerasArchive
{
    /// <summary>The Keras release whose format is written; 3.3 to 3.15 read it, and ignore this number.</summary>
    public const string KerasVersion = "3.15.1";
    private const string MetadataMember = "metadata.json";
    private const string ConfigMember = "config.json";
    private const string WeightsMember = "model.weights.h5";
    private const string ObjectsMember = "model.weights.npz";

    // Keras writes it with weights_format="npz", and refuses to read it, too.
    private const string NotRead =
        $"its weights are in '{ObjectsMember}' as Python objects, which are never read, because reading them runs code; save the model "
        + $"again in the default form, '{WeightsMember}'.";

    // A member may unpack to this many times its size; a megabyte may to any.
    private const int MostExpansion = 100;
    private const int TrustedExpansion = 4;
    private const int HarmlessLength = 1 << 20;

    public static bool IsOne(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8);

    public static void Write(Stream stream, JsonObject config, Hdf5Group weights, IReadOnlyList<(string Path, string Text)>? assets = null)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        ArchiveMetadata metadata = new(KerasVersion, DateTime.Now.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture));
        WriteMember(archive, MetadataMember, JsonSerializer.SerializeToUtf8Bytes(metadata, DocumentContext.Default.ArchiveMetadata));
        WriteMember(archive, ConfigMember, Encoding.UTF8.GetBytes(PythonJson.Write(config)));
        using (Stream member = archive.CreateEntry(WeightsMember, CompressionLevel.NoCompression).Open())
            Hdf5Writer.Write(weights, member);
        foreach ((string path, string text) in assets ?? [])
            WriteMember(archive, path, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Config and weights; weights of more bytes than given stay in the file, which is the caller's to keep open.</summary>
    public static (JsonObject Config, Hdf5Source? Weights) Read(FileStream stream, long mostInMemory)
    {
        using ZipArchive archive = OpenArchive(stream);
        ZipArchiveEntry config = Find(archive, ConfigMember, stream.Length)
            ?? throw new InvalidDataException(
                $"expected a member '{ConfigMember}', which it does not have; check that this is a file of Keras 3.");
        // A config in memory is many times its text.
        if (config.Length > PythonJson.MostBytes)
            throw new InvalidDataException(
                $"the member '{ConfigMember}' has {config.Length} bytes, expected at most {PythonJson.MostBytes}; "
                + "it is damaged or hostile.");
        if (config.Length > Math.Max(HarmlessLength, stream.Length))
            throw new InvalidDataException(
                $"the member '{ConfigMember}' unpacks to {config.Length} bytes, more than the {stream.Length} of the whole file; "
                + "it may be a decompression bomb; if you trust it, create the archive again without compression.");
        JsonObject json = PythonJson.Parse(ReadMember(config));
        ZipArchiveEntry? weights = Find(archive, WeightsMember, stream.Length);
        if (weights is null)
            return archive.GetEntry(ObjectsMember) is null ? (json, null) : throw new InvalidDataException(NotRead);
        return (json, weights.Length > mostInMemory && FindInFile(stream, weights)
            is { } inFile ? inFile : Hdf5Source.Of(ReadMember(weights)));
    }

    /// <summary>The text of a member; null where there is none.</summary>
    /// <exception cref="InvalidDataException">The member is damaged.</exception>
    public static string? ReadText(FileStream stream, string name)
    {
        stream.Position = 0;
        using ZipArchive archive = OpenArchive(stream);
        return Find(archive, name, stream.Length) is { } entry ? Encoding.UTF8.GetString(ReadMember(entry)) : null;
    }

    /// <summary>The text of a file of a directory; null where there is none.</summary>
    public static string? ReadText(string directory, string name)
    {
        using FileStream? file = OpenMember(directory, name);
        if (file is null)
            return null;
        using StreamReader reader = new(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The JSON of the config of a directory, which Keras writes with <c>zipped=False</c>.</summary>
    public static JsonObject ReadConfig(string directory)
    {
        if (File.Exists(Path.Combine(directory, "saved_model.pb")))
            throw new InvalidDataException(
                "is a SavedModel, which has no layers to be trained; run it with SavedModel.Load, or load the .keras file of the model.");
        using FileStream file = OpenMember(directory, ConfigMember)
            ?? throw new InvalidDataException(
                $"expected a file '{ConfigMember}' in the directory, which does not have it; name a .keras file, or a directory that Keras "
                + "wrote with zipped=False.");
        if (file.Length > PythonJson.MostBytes)
            throw new InvalidDataException(
                $"'{ConfigMember}' has {file.Length} bytes, expected at most {PythonJson.MostBytes}; it is damaged or hostile.");
        byte[] json = new byte[file.Length];
        file.ReadExactly(json);
        return PythonJson.Parse(json);
    }

    /// <summary>The weights of such a directory; null where there are none.</summary>
    public static FileStream? OpenWeights(string directory)
    {
        FileStream? weights = OpenMember(directory, WeightsMember);
        return weights is null && File.Exists(Path.Combine(directory, ObjectsMember)) ? throw new InvalidDataException(NotRead) : weights;
    }

    // Links are not followed.
    private static FileStream? OpenMember(string directory, string name)
    {
        FileInfo file = new(Path.Combine(directory, name));
        if (file.LinkTarget is not null)
            throw new InvalidDataException($"'{name}' is a link, which is not followed; expected a file.");
        return file.Exists ? ContentFile.Open(file.FullName) : null;
    }

    private static ZipArchive OpenArchive(FileStream stream)
    {
        try
        {
            ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries;
            return archive;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new InvalidDataException(
                "begins as a .keras archive, but its table of members cannot be read; it is truncated or damaged, copy or save it again.",
                e);
        }
    }

    private static void WriteMember(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    private static ZipArchiveEntry? Find(ZipArchive archive, string name, long fileLength)
    {
        ZipArchiveEntry[] entries = [.. archive.Entries.Where(e => e.FullName == name)];
        if (entries.Length > 1)
            throw new InvalidDataException($"it has {entries.Length} members '{name}', expected one.");
        if (entries.Length == 0)
            return null;
        ZipArchiveEntry entry = entries[0];
        if (entry.IsEncrypted)
            throw new InvalidDataException(
                $"the member '{name}' is encrypted, expected plain ones; extract the archive and create it again without encryption.");
        if (entry.CompressedLength < 0 || entry.CompressedLength > fileLength || entry.Length < 0
            || entry.Length > Math.Max(HarmlessLength, entry.CompressedLength * MostExpansion))
            throw new InvalidDataException(
                $"the member '{name}' says that {entry.CompressedLength} bytes unpack to {entry.Length}; the file is damaged or hostile.");
        return entry;
    }

    // A member that is not compressed lies in the file as it is; its checksum tells whether its place was found.
    private static Hdf5Source? FindInFile(FileStream file, ZipArchiveEntry entry)
    {
        if (entry.CompressedLength != entry.Length)
            return null;
        using (Stream member = entry.Open())
            _ = member.ReadByte();
        Hdf5Source source = Hdf5Source.Of(file.SafeFileHandle, file.Position - 1, entry.Length);
        byte[] piece = new byte[1 << 20];
        uint crc = 0;
        for (long at = 0; at < source.Length; at += piece.Length)
        {
            Span<byte> bytes = piece.AsSpan(0, (int)Math.Min(piece.Length, source.Length - at));
            source.Read(at, bytes);
            crc = Crc32.Append(crc, bytes);
        }

        return crc == entry.Crc32 ? source : null;
    }

    private static byte[] ReadMember(ZipArchiveEntry entry)
    {
        string name = entry.FullName;
        if (entry.Length > Array.MaxLength)
            throw new InvalidDataException(
                $"the member '{name}' has {entry.Length} bytes and is compressed or damaged; expected a plain one where there are more "
                + $"than {Array.MaxLength}, pack it again without compression.");
        // What unpacks to much more is believed once it was counted.
        if (entry.Length > Math.Max(HarmlessLength, entry.CompressedLength * TrustedExpansion))
            Require(name, entry.Length == CountBytes(entry));
        byte[] content = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(content);
        Require(name, stream.ReadByte() < 0 && Crc32.Append(0, content) == entry.Crc32);
        return content;
    }

    private static long CountBytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        byte[] scratch = new byte[1 << 16];
        long count = 0;
        for (int read; count <= entry.Length && (read = stream.Read(scratch)) > 0;)
            count += read;
        return count;
    }

    private static void Require(string name, bool isRight)
    {
        if (!isRight)
            throw new InvalidDataException($"the member '{name}' has another checksum or length than the file says; it is damaged.");
    }
}
