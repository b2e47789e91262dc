namespace Keras.Conformance;

/// <summary>A directory of cases: <c>kind/stem.zip</c>.</summary>
internal static class CaseDirectory
{
    /// <summary>The zips in the order of kind and name.</summary>
    public static IEnumerable<string> Files(string directory) =>
        Directory.EnumerateFiles(directory, "*.zip", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>All cases, one zip open at a time. A zip that cannot be read counts as one damaged case.</summary>
    public static IEnumerable<ConformanceCase> Read(string directory)
    {
        foreach (string path in Files(directory))
        {
            (CaseArchive? archive, string damage) = Open(path);
            if (archive is null)
                yield return ConformanceCase.Damaged(Path.GetRelativePath(directory, path), damage);
            using (archive)
            {
                foreach (ConformanceCase item in archive?.Cases ?? [])
                    yield return item;
            }
        }
    }

    private static (CaseArchive? Archive, string Damage) Open(string path)
    {
        try
        {
            return (new(path), "");
        }
#pragma warning disable CA1031 // Whatever is wrong with a file is told of that file, and the others go on.
        catch (Exception e)
        {
            return (null, $"{e.GetType().Name}: {e.Message}");
        }
#pragma warning restore CA1031
    }
}
