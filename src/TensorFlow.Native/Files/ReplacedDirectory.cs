using Microsoft.Win32.SafeHandles;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>Writes a directory as a whole: others see the old one or the new one, never a part.</summary>
internal static class ReplacedDirectory
{
    /// <summary>Writes into a hidden directory beside, to the disk, and gives it the directory's name at the end.</summary>
    /// <param name="directory">The directory; its parents are created.</param>
    /// <param name="mark">The file by which an existing directory is known to be one that may be replaced. An empty one may always
    /// be.</param>
    /// <param name="write">Writes into the directory that it is given.</param>
    /// <exception cref="IOException">Something else is there, or a file cannot be written; then nothing has changed.</exception>
    public static void Write(string directory, string mark, Action<string> write)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        // Through a symbolic link the directory it names is replaced, not the link.
        if (new DirectoryInfo(target) is { LinkTarget: not null } link)
            target = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        Require(target, mark);
        string parent = Path.GetDirectoryName(target)!;
        _ = Directory.CreateDirectory(parent);
        UnfinishedEntries.RemoveAbandoned(parent);
        string temporary = UnfinishedEntries.NewPath(parent);
        try
        {
            _ = Directory.CreateDirectory(temporary);
            write(temporary);
            Flush(temporary, directory);
            Require(target, mark);
        }
        catch (Exception e)
        {
            UnfinishedEntries.Remove(temporary);
            // The system's and the library's messages name the hidden directory, whose failure is that of the disk.
            if (e is IOException or TensorFlowException && e.Message.Contains(temporary, StringComparison.Ordinal))
                throw new IOException($"'{directory}' cannot be written: "
                    + $"{Plain(e.Message).Replace(temporary, directory, StringComparison.Ordinal).TrimEnd('.')}. What was there before is "
                    + "kept.", e);
            throw;
        }

        Replace(target, temporary);
    }

    // The library's messages name nodes of graphs, which nobody has written: "{{node save}}".
    private static string Plain(string message)
    {
        for (int from; (from = message.IndexOf("{{", StringComparison.Ordinal)) >= 0
            && message.IndexOf("}}", from, StringComparison.Ordinal) is > 0 and int to;)
            message = message.Remove(from, to + 2 - from).Replace("  ", " ", StringComparison.Ordinal);
        return message.Replace("[[]]", "", StringComparison.Ordinal).Trim();
    }

    // A wrong path must not cost a user a directory of other files.
    private static void Require(string target, string mark)
    {
        if (File.Exists(target))
            throw new IOException($"'{target}' is a file; expected a directory, or nothing, at that path.");
        if (Path.GetDirectoryName(target) is null
            || (Directory.Exists(target) && !File.Exists(Path.Combine(target, mark)) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new IOException($"'{target}' holds other files and no {mark}, so it is not replaced; choose a new directory, or empty "
                + "this one.");
    }

    private static void Flush(string directory, string name)
    {
        foreach (string file in Directory.EnumerateFiles(directory))
        {
            using SafeFileHandle handle = File.OpenHandle(file, access: FileAccess.ReadWrite);
            FileSystem.Flush(handle, Path.Combine(name, Path.GetFileName(file)));
        }

        foreach (string inner in Directory.EnumerateDirectories(directory))
            Flush(inner, Path.Combine(name, Path.GetFileName(inner)));
        FileSystem.FlushDirectory(directory, name);
    }

    // The old directory is kept until the disk has confirmed the new name.
    private static void Replace(string target, string temporary)
    {
        string parent = Path.GetDirectoryName(target)!;
        string? old = null;
        try
        {
            if (!Directory.Exists(target))
            {
                Directory.Move(temporary, target);
            }
            else
            {
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
                old = FileSystem.Exchange(temporary, target) ? temporary : MoveAside(target, temporary);
            }
        }
        catch
        {
            UnfinishedEntries.Remove(temporary);
            throw;
        }

        try
        {
            FileSystem.FlushDirectory(parent, target);
        }
        catch (IOException)
        {
            // The old directory is never removed, also where it does not get its name back.
            if (old is null)
                UnfinishedEntries.Remove(target);
            else if (FileSystem.Exchange(old, target))
                UnfinishedEntries.Remove(old);
            throw;
        }

        if (old is not null)
            UnfinishedEntries.Remove(old);
    }

    // Where they cannot change places at once: killed in between, the old and the new one are beside, under hidden names.
    private static string MoveAside(string target, string temporary)
    {
        string old = UnfinishedEntries.NewPath(Path.GetDirectoryName(target)!);
        Directory.Move(target, old);
        try
        {
            Directory.Move(temporary, target);
            return old;
        }
        catch
        {
            Directory.Move(old, target);
            throw;
        }
    }
}
