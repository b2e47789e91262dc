namespace TensorFlow;

/// <summary>
/// Files and directories that are being written under names of their own, and what killed processes left of them. Links are never followed,
/// and nothing is removed that cannot have been made here: another name, a link, a directory with a link in it, or deeper or fuller than
/// any that is written.
/// </summary>
internal static class UnfinishedEntries
{
    private const string Prefix = ".keras-saving-";
    private const string NameFormat = "N";
    private const int MostDepth = 8, MostEntries = 10_000;

    // Who still writes has written something since.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);
    private static readonly EnumerationOptions OneLevel =
        new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, RecurseSubdirectories = false };

    /// <summary>A path in a folder that nothing has.</summary>
    public static string NewPath(string folder) => Path.Combine(folder, $"{Prefix}{Guid.NewGuid().ToString(NameFormat)}");

    /// <summary>Removes from a folder what was begun and not touched for an hour.</summary>
    public static void RemoveAbandoned(string folder)
    {
        try
        {
            DateTime limit = DateTime.UtcNow - Abandoned;
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos(Prefix + "*", OneLevel))
            {
                int entries = 0;
                if (Guid.TryParseExact(entry.Name[Prefix.Length..], NameFormat, out _) && IsOlder(entry, limit, MostDepth, ref entries))
                    Remove(entry.FullName);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They are in nobody's way.
        }
    }

    /// <summary>Removes a file or directory, if it is there and can be; of a link only the link.</summary>
    public static void Remove(string path)
    {
        try
        {
            if (new DirectoryInfo(path) is { Exists: true, LinkTarget: null } directory)
                directory.Delete(recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Removed when it is abandoned.
        }
    }

    private static bool IsOlder(FileSystemInfo entry, DateTime limit, int depth, ref int entries)
    {
        if (entry.LinkTarget is not null || entry.LastWriteTimeUtc >= limit || ++entries > MostEntries || depth == 0)
            return false;
        if (entry is not DirectoryInfo directory)
            return true;
        foreach (FileSystemInfo inner in directory.EnumerateFileSystemInfos("*", OneLevel))
        {
            if (!IsOlder(inner, limit, depth - 1, ref entries))
                return false;
        }

        return true;
    }
}
