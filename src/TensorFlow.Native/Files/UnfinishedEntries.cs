namespace TensorFlow;

/// <summary>Files and directories that are being written under names of their own, and what killed processes left of them.</summary>
internal static class UnfinishedEntries
{
    private const string Prefix = ".keras-saving-";

    // Who still writes has written something since.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>A path in a folder that nothing has.</summary>
    public static string NewPath(string folder) => Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}");

    /// <summary>Removes from a folder what was begun and not touched for an hour.</summary>
    public static void RemoveAbandoned(string folder)
    {
        try
        {
            DateTime limit = DateTime.UtcNow - Abandoned;
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos(Prefix + "*"))
            {
                if (LastWrite(entry) < limit)
                    Remove(entry.FullName);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They are in nobody's way.
        }
    }

    /// <summary>Removes a file or directory, if it is there and can be.</summary>
    public static void Remove(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Removed when it is abandoned.
        }
    }

    private static DateTime LastWrite(FileSystemInfo entry) => entry is DirectoryInfo { LinkTarget: null } directory
        ? directory.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(e => e.LastWriteTimeUtc).Append(entry.LastWriteTimeUtc).Max()
        : entry.LastWriteTimeUtc;
}
