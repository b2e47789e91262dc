using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Keras.Conformance;

/// <summary>Copies the cases whose classes exist, with only the arrays they need, so that the copy stays small.</summary>
internal static class Selection
{
    // One time for all members, so that equal cases make equal files.
    private static readonly DateTimeOffset Written = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Replaces the zips of a directory by those cases of another one.</summary>
    /// <param name="from">The directory to copy from.</param>
    /// <param name="to">The directory to replace.</param>
    /// <param name="most">The largest number of cases of each class of layers and models in a zip, taken at equal distances. Default:
    /// all.</param>
    /// <returns>The number of cases.</returns>
    public static int Copy(string from, string to, int most = int.MaxValue)
    {
        Directory.CreateDirectory(to);
        foreach (string old in CaseDirectory.Files(to).ToArray())
            File.Delete(old);
        return CaseDirectory.Files(from).Sum(path => CopyZip(path, Path.Combine(to, Path.GetRelativePath(from, path)), most));
    }

    private static int CopyZip(string path, string target, int most)
    {
        using CaseArchive archive = new(path);
        JsonObject[] selected = [.. archive.Cases.Where(c => Replay.Missing(c) is null).GroupBy(c => (c.Kind, c.ClassName))
            .SelectMany(g => Some([.. g], g.Key.Kind is "layer" or "model" ? most : int.MaxValue)).Select(c => c.Json)];
        if (selected.Length == 0)
            return 0;
        HashSet<string> arrays = new(selected.SelectMany(Arrays), StringComparer.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using ZipArchive source = ZipFile.OpenRead(path);
        using ZipArchive copy = ZipFile.Open(target, ZipArchiveMode.Create);
        foreach (ZipArchiveEntry entry in source.Entries.Where(
            e => e.FullName.EndsWith(".npy", StringComparison.Ordinal) && arrays.Contains(e.FullName[..^4])))
        {
            using Stream bytes = entry.Open();
            Add(copy, entry.FullName, bytes.CopyTo);
        }

        byte[] json = System.Text.Encoding.UTF8.GetBytes(new JsonArray([.. selected.Select(c => c.DeepClone())]).ToJsonString());
        Add(copy, "cases.json", stream => stream.Write(json));
        return selected.Length;
    }

    private static IEnumerable<T> Some<T>(T[] all, int most) =>
        all.Length <= most ? all : Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Length / most)]);

    private static void Add(ZipArchive archive, string name, Action<Stream> write)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Written;
        using Stream stream = entry.Open();
        write(stream);
    }

    private static IEnumerable<string> Arrays(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "array" ? [(string)p.Value!] : Arrays(p.Value)),
        JsonArray list => list.SelectMany(Arrays),
        _ => [],
    };
}
