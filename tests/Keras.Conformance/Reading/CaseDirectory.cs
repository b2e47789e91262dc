namespace Keras.Conformance;

/// <summary>A directory of cases: <c>kind/stem.zip</c>.</summary>
internal static class CaseDirectory
{
    /// <summary>The zips in the order of kind and name.</summary>
    public static IEnumerable<string> Files(string directory) =>
        Directory.EnumerateFiles(directory, "*.zip", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>All cases, one zip open at a time.</summary>
    public static IEnumerable<ConformanceCase> Read(string directory)
    {
        foreach (string path in Files(directory))
        {
            using CaseArchive archive = new(path);
            foreach (ConformanceCase item in archive.Cases)
                yield return item;
        }
    }
}
