namespace TensorFlow;

/// <summary>Writes a directory as a whole: others see the old one or the new one, never a part.</summary>
internal static class ReplacedDirectory
{
    /// <summary>Writes into a hidden directory beside and renames it at the end.</summary>
    /// <param name="directory">The directory; its parents are made.</param>
    /// <param name="mark">The file by which an existing directory is known to be one that may be replaced. An empty one may always be.</param>
    /// <param name="write">Writes into the directory that it is given.</param>
    /// <exception cref="IOException">Something else is there, or a file cannot be written; then nothing has changed.</exception>
    public static void Write(string directory, string mark, Action<string> write)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        Require(target, mark);
        string parent = Path.GetDirectoryName(target)!;
        _ = Directory.CreateDirectory(parent);
        string temporary = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        _ = Directory.CreateDirectory(temporary);
        try
        {
            write(temporary);
            Require(target, mark);
            Replace(target, temporary);
        }
        catch
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    // A wrong path must not cost a user a directory of other files.
    private static void Require(string target, string mark)
    {
        if (File.Exists(target))
            throw new IOException($"'{target}' is a file; expected a directory, or nothing, at that path.");
        if (Path.GetDirectoryName(target) is null || (Directory.Exists(target) && !File.Exists(Path.Combine(target, mark)) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new IOException($"'{target}' holds other files and no {mark}, so it is not replaced; choose a new directory, or empty this one.");
    }

    private static void Replace(string target, string temporary)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(temporary, target);
            return;
        }

        string old = temporary + ".old";
        Directory.Move(target, old);
        try
        {
            Directory.Move(temporary, target);
        }
        catch
        {
            Directory.Move(old, target);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }
}
