using TensorFlow;
using TensorFlow.Interop;

namespace Keras.Files;

/// <summary>
/// Replaces a file atomically: at any moment, also if the process is killed, the file is either the old one or the new one, complete.
/// </summary>
internal static class AtomicFile
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Writes a temporary file beside the target, flushes it to the disk and renames it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file exists and must not be replaced, or it cannot be written; nothing changes then.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        Required.Text("Write", "a path", path);
        (string target, string folder) = Resolve(path, overwrite);
        UnfinishedEntries.RemoveAbandoned(folder);
        string beside = UnfinishedEntries.NewPath(folder);
        try
        {
            using FileStream stream = Create(path, beside, target);
            write(stream);
            stream.Flush();
            FileSystem.Flush(stream.SafeFileHandle, path);
        }
        catch (Exception e)
        {
            UnfinishedEntries.Remove(beside);
            if (OfUser(e, path, beside) is { } told)
                throw told;
            throw;
        }

        Replace(path, beside, target, overwrite);
    }

    /// <summary>
    /// Checks that a file can be written, so that it is refused before hours of training and not after.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void RequireWritable(string path)
    {
        (string target, string folder) = Resolve(path, overwrite: true);
        string beside = UnfinishedEntries.NewPath(folder);
        try
        {
            Create(path, beside, target).Dispose();
        }
        finally
        {
            UnfinishedEntries.Remove(beside);
        }
    }

    // Where both can change places, the old file is kept until the disk has confirmed the new name.
    private static void Replace(string path, string beside, string target, bool overwrite)
    {
        string folder = Path.GetDirectoryName(target)!;
        bool wasThere = File.Exists(target), isExchanged = overwrite && wasThere && FileSystem.Exchange(beside, target);
        if (isExchanged && Directory.Exists(beside))
        {
            _ = FileSystem.Exchange(beside, target);
            throw new IOException($"{path}: expected the name of a file, got a directory.");
        }

        try
        {
            if (!isExchanged)
                File.Move(beside, target, overwrite);
        }
        catch (Exception e)
        {
            UnfinishedEntries.Remove(beside);
            if (OfUser(e, path, beside) is { } told)
                throw told;
            throw;
        }

        try
        {
            FileSystem.FlushDirectory(folder, path);
        }
        catch (IOException e) when (!isExchanged && wasThere)
        {
            throw new IOException($"{path} was written, but the disk did not confirm its name, which a loss of power may undo. {e.Message}",
                e);
        }
        catch (IOException)
        {
            // The old file is never removed, also where it does not get its name back.
            if (!isExchanged)
                UnfinishedEntries.Remove(target);
            else if (FileSystem.Exchange(beside, target))
                UnfinishedEntries.Remove(beside);
            throw;
        }

        if (isExchanged)
            UnfinishedEntries.Remove(beside);
    }

    // With the name of the file instead of the temporary one; null where the system's message does not have that.
    private static IOException? OfUser(Exception error, string path, string beside) =>
        error is IOException && error.Message.Contains(beside, StringComparison.Ordinal)
        ? new($"{path} cannot be written: "
            + $"{error.Message.Replace($" : '{beside}'", "", StringComparison.Ordinal).Replace(beside, path, StringComparison.Ordinal)}. "
            + "What was there before is kept.", error)
        : null;

    // Through a symbolic link the file it names is replaced, not the link.
    private static (string Target, string Folder) Resolve(string path, bool overwrite)
    {
        string target = new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path)
            : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"{path}: expected the name of a file, got a directory.");
        Require(path, target, folder, overwrite);
        return (target, folder);
    }

    private static void Require(string path, string target, string folder, bool overwrite)
    {
        if (Directory.Exists(target) || Path.EndsInDirectorySeparator(path))
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
        if (IsDevice(target))
            throw new IOException($"{path} is a pipe or a device, which is never replaced; expected the name of a file.");
    }

    /// <summary>Whether a path names a pipe or a device: it has no length and cannot seek, or is in the directory of devices.</summary>
    public static bool IsDevice(string target)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(target) || new FileInfo(target).Length > 0)
            return false;
        if (target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal))
            return true;
        try
        {
            // Opened for reading and writing, a pipe does not wait for a writer.
            using FileStream stream = new(target, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return !stream.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The new file never has more permissions than the old one.
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
