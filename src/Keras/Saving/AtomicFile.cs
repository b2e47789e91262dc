using TensorFlow;
using TensorFlow.Interop;

namespace Keras.Saving;

/// <summary>Replaces a file at once: whoever reads it, or kills the process, at any moment finds the old one whole or the new one whole.</summary>
internal static class AtomicFile
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Writes beside the file, to the disk, and gives the result the file's name at the end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file exists and must not be replaced, or the disk says no.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        // Through a symbolic link the file it names is replaced, not the link.
        string target = new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        string folder = Path.GetDirectoryName(target)!;
        Require(path, target, folder, overwrite);
        UnfinishedEntries.RemoveAbandoned(folder);
        string beside = UnfinishedEntries.NewPath(folder);
        try
        {
            using (FileStream stream = Create(path, beside, target))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite);
        }
        catch
        {
            UnfinishedEntries.Remove(beside);
            throw;
        }

        FileSystem.FlushDirectory(folder);
    }

    private static void Require(string path, string target, string folder, bool overwrite)
    {
        if (Directory.Exists(target))
            throw new IOException($"{path}: expected the name of a file, got a directory.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: there is no directory '{folder}'; make it first.");
        if (!File.Exists(target))
            return;
        if (!overwrite)
            throw new IOException($"{path} exists already; choose another name or pass overwrite: true.");
        // A renaming would not ask.
        if (OperatingSystem.IsWindows() ? new FileInfo(target).IsReadOnly : (File.GetUnixFileMode(target) & AnyWrite) == 0)
            throw new IOException($"{path} is read-only; choose another name or make it writable.");
    }

    // Who may not read the old file must never be able to read the new one.
    private static FileStream Create(string path, string beside, string target)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            FileStream stream = new(beside, options);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
            return stream;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be written: its directory allows no new file; check its permissions.", e);
        }
    }
}
