using System.IO.Compression;
using Keras.Files;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>NPZ files of named NumPy arrays, as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write them.</summary>
public static class NpzFile
{
    private const string Extension = ".npy";

    /// <summary>Reads arrays of an NPZ file; members that are not named <c>.npy</c> are ignored.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The names of the arrays to read, without <c>.npy</c>. Default: all.</param>
    /// <returns>The arrays by name, as <see cref="NpyFile.Read"/> returns them. Dispose each, or leave them to the garbage
    /// collector.</returns>
    /// <exception cref="DatasetException">
    /// The file is missing, not a zip file, damaged or truncated, lacks an array of <paramref name="names"/>, or has one that <see
    /// cref="NpyFile.Read"/> refuses.
    /// </exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path, params ReadOnlySpan<string> names)
    {
        string[] wanted = [.. names];
        return ArrayReader.Guarded(path, () => ReadFile(path, wanted));
    }

    private static Dictionary<string, Tensor> ReadFile(string path, string[] names)
    {
        using FileStream file = ArrayReader.OpenFile(path);
        using ZipArchive archive = NpzMembers.Open(path, file);
        Dictionary<string, ArraySource> members = NpzMembers.Find(path, file, archive);
        Dictionary<string, Tensor> arrays = new(StringComparer.Ordinal);
        try
        {
            foreach (string name in names.Length == 0 ? [.. members.Keys] : names)
            {
                if (!members.TryGetValue(name, out ArraySource? member))
                    throw new DatasetException(
                        path, $"'{path}' has no array '{name}'; {NearestNames.Hint(name, [.. members.Keys], "it has")}");
                if (!arrays.ContainsKey(name))
                    arrays.Add(name, ArrayReader.Read(member, NpyHeader.Read));
            }

            return arrays;
        }
        catch
        {
            foreach (Tensor array in arrays.Values)
                array.Dispose();
            throw;
        }
    }

    /// <summary>Writes an NPZ file, and atomically replaces an existing one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name, without <c>.npy</c>; of the types that <see cref="NpyFile.Write"/> takes.</param>
    /// <param name="compression">The compression level. Default: none, as <c>numpy.savez</c>.</param>
    /// <exception cref="ArgumentException">A name is empty; nothing was written.</exception>
    /// <exception cref="NotSupportedException">NPY has no such type; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written; an existing one is kept.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> arrays,
        CompressionLevel compression = CompressionLevel.NoCompression)
    {
        List<(string Name, byte[] Header, Tensor Array)> members = [];
        foreach ((string name, Tensor array) in arrays)
        {
            if (name.Length == 0)
                throw new ArgumentException(
                    "An array of an NPZ file has the name '', expected at least one character; name it as 'x_train'.", nameof(arrays));
            members.Add((name, NpyHeader.Write(array), array));
        }

        AtomicFile.Write(path, overwrite: true, file =>
        {
            using ZipArchive archive = new(file, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, byte[] header, Tensor array) in members)
            {
                using Stream member = archive.CreateEntry(name + Extension, compression).Open();
                member.Write(header);
                member.Write(array);
            }
        });
    }
}
