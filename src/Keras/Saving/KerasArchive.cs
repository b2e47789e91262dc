using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Datasets;
using Keras.Saving.Hdf5;

namespace Keras.Saving;

/// <summary>The zip file that a <c>.keras</c> file is: metadata, config and weights, not compressed.</summary>
internal static class KerasArchive
{
    /// <summary>The release whose form is written; Keras reads it in 3.3 to 3.15, and does not read this back.</summary>
    public const string KerasVersion = "3.15.1";
    private const string MetadataMember = "metadata.json";
    private const string ConfigMember = "config.json";
    private const string WeightsMember = "model.weights.h5";
    private const string ObjectsMember = "model.weights.npz";

    // Keras writes it with weights_format="npz", and refuses to read it, too.
    private const string NotRead = $"its weights are in '{ObjectsMember}' as Python objects, which are never read, because reading them runs code; save the model again in the default form, '{WeightsMember}'.";

    // A member may unpack to this many times its size; a megabyte may to any.
    private const int MostExpansion = 100;
    private const int TrustedExpansion = 4;
    private const int HarmlessLength = 1 << 20;

    public static bool IsOne(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8);

    public static void Write(Stream stream, JsonObject config, Hdf5Group weights)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        ArchiveMetadata metadata = new(KerasVersion, DateTime.Now.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture));
        WriteMember(archive, MetadataMember, JsonSerializer.SerializeToUtf8Bytes(metadata, DocumentContext.Default.ArchiveMetadata));
        WriteMember(archive, ConfigMember, Encoding.UTF8.GetBytes(PythonJson.Write(config)));
        using Stream member = archive.CreateEntry(WeightsMember, CompressionLevel.NoCompression).Open();
        Hdf5Writer.Write(weights, member);
    }

    public static (JsonObject Config, byte[]? Weights) Read(Stream stream)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
        byte[] json = ReadMember(archive, ConfigMember, stream.Length)
            ?? throw new InvalidDataException($"expected a member '{ConfigMember}', which it does not have.");
        JsonObject config = PythonJson.Parse(json);
        byte[]? weights = ReadMember(archive, WeightsMember, stream.Length);
        return weights is null && archive.GetEntry(ObjectsMember) is not null ? throw new InvalidDataException(NotRead) : (config, weights);
    }

    /// <summary>The members as files of a directory, which Keras writes with <c>zipped=False</c>. Links are not followed.</summary>
    public static (JsonObject Config, byte[]? Weights) ReadDirectory(string path)
    {
        byte[] json = ReadFile(path, ConfigMember) ?? throw new InvalidDataException($"expected a file '{ConfigMember}' in the directory, which does not have it.");
        byte[]? weights = ReadFile(path, WeightsMember);
        return weights is null && File.Exists(Path.Combine(path, ObjectsMember)) ? throw new InvalidDataException(NotRead) : (PythonJson.Parse(json), weights);
    }

    private static byte[]? ReadFile(string directory, string name)
    {
        FileInfo file = new(Path.Combine(directory, name));
        if (file.LinkTarget is not null)
            throw new InvalidDataException($"'{name}' is a link, which is not followed; expected a file.");
        if (!file.Exists)
            return null;
        ContentFile.Require(file.FullName);
        return File.ReadAllBytes(file.FullName);
    }

    private static void WriteMember(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    private static byte[]? ReadMember(ZipArchive archive, string name, long fileLength)
    {
        ZipArchiveEntry[] entries = [.. archive.Entries.Where(e => e.FullName == name)];
        if (entries.Length > 1)
            throw new InvalidDataException($"it has {entries.Length} members '{name}', expected one.");
        if (entries.Length == 0)
            return null;
        ZipArchiveEntry entry = entries[0];
        if (entry.IsEncrypted)
            throw new InvalidDataException($"the member '{name}' is encrypted, expected plain ones; unpack the archive and pack it anew.");
        if (entry.CompressedLength < 0 || entry.CompressedLength > fileLength || entry.Length < 0 || entry.Length > Math.Max(HarmlessLength, entry.CompressedLength * MostExpansion) || entry.Length > Array.MaxLength)
            throw new InvalidDataException($"the member '{name}' says that {entry.CompressedLength} bytes unpack to {entry.Length}; the file is damaged or hostile.");
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
