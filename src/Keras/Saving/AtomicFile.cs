namespace Keras.Saving;

/// <summary>Replaces a file at once: whoever reads it, or kills the process, at any moment finds the old one whole or the new one whole.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, to the disk, and gives the result the file's name at the end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file exists and must not be replaced, or the disk says no.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        // Through a symbolic link the file it names is replaced, not the link.
        string target = new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (Directory.Exists(target))
            throw new IOException($"{path}: expected the name of a file, got a directory.");
        if (!overwrite && File.Exists(target))
            throw new IOException($"{path} exists already; choose another name or pass overwrite: true.");
        string beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            using (FileStream stream = new(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                if (!OperatingSystem.IsWindows() && File.Exists(target))
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
