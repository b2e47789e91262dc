using System.Text.Json.Nodes;
using Keras.Files;
using Keras.Saving.Hdf5;

namespace Keras.Saving;

/// <summary>
/// An open model file: a config and weights, or the root group of an HDF5 file. Arrays are read on demand.
/// </summary>
internal sealed class ModelContent : IDisposable
{
    /// <summary>Weights up to this length are held in memory and are a snapshot; larger ones stay in the file.</summary>
    public const long MostInMemory = 1 << 26;

    private readonly FileStream? file;
    private Func<string, string?> texts = _ => null;

    private ModelContent(JsonObject? config, Hdf5Group? weights, FileStream? file)
    {
        Config = config;
        Weights = weights;
        this.file = file;
    }

    public JsonObject? Config { get; }

    public Hdf5Group? Weights { get; }

    /// <summary>Gets a text beside config and weights; null where there is none.</summary>
    public string? Text(string path) => texts(path);

    /// <summary>Opens a file of any format, or the directory that Keras writes with <c>zipped=False</c>.</summary>
    /// <exception cref="InvalidDataException">The file is of another format, or damaged.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static ModelContent Open(string path, long mostInMemory)
    {
        bool isDirectory = Directory.Exists(path);
        JsonObject? config = isDirectory ? KerasArchive.ReadConfig(path) : null;
        FileStream? stream = isDirectory ? KerasArchive.OpenWeights(path) : ContentFile.Open(path);
        if (stream is null)
            return new(config, null, null) { texts = name => KerasArchive.ReadText(path, name) };
        try
        {
            ReadOnlySpan<byte> start = Start(stream);
            Hdf5Source? weights;
            bool isArchive = !isDirectory && KerasArchive.IsOne(start);
            if (isArchive)
                (config, weights) = KerasArchive.Read(stream, mostInMemory);
            else if (start.SequenceEqual(Hdf5Reader.Signature))
                weights = Read(stream, mostInMemory);
            else
                throw new InvalidDataException(
                    $"expected a .keras archive or an HDF5 file, got {FileKind.Of(start)}; check that this is the right file.");
            return new(config, weights is null ? null : Hdf5Reader.Read(weights), stream)
            {
                texts = isDirectory ? name => KerasArchive.ReadText(path, name)
                    : isArchive ? name => KerasArchive.ReadText(stream, name) : _ => null,
            };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose() => file?.Dispose();

    private static byte[] Start(FileStream stream)
    {
        byte[] start = new byte[Hdf5Reader.Signature.Length];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start[..read];
    }

    private static Hdf5Source Read(FileStream stream, long mostInMemory)
    {
        if (stream.Length > mostInMemory)
            return Hdf5Source.Of(stream.SafeFileHandle, 0, stream.Length);
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return Hdf5Source.Of(content);
    }
}
