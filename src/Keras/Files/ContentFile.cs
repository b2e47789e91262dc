namespace Keras.Files;

/// <summary>Opens regular files: a pipe, a device or a directory is refused, because reading it might never end.</summary>
internal static class ContentFile
{
    /// <summary>Opens a file for reading with random access.</summary>
    /// <exception cref="InvalidDataException">The path is not that of a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading is not permitted.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        Require(path);
        FileStream stream;
        try
        {
            stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"{path}: expected a file that may be read; check its permissions and its owner.", e);
        }

        if (stream.CanSeek)
            return stream;
        stream.Dispose();
        throw new InvalidDataException("expected a file, got a pipe or a device; copy what it gives into a file first.");
    }

    /// <summary>
    /// Checks, before a file is opened, that it has content; a path that does not exist passes.
    /// </summary>
    /// <exception cref="InvalidDataException">The path is that of a directory, an empty file, a pipe or a device.</exception>
    public static void Require(string path)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException("expected a file, got a directory; name the file in it.");
        FileInfo named = new(path);
        FileInfo file = named.LinkTarget is null ? named : (FileInfo)named.ResolveLinkTarget(returnFinalTarget: true)!;
        // Opening a pipe may block for ever; the length of 0 tells before.
        if (file is { Exists: true, Length: 0 })
            throw new InvalidDataException(
                "expected a file with content, got an empty file, a pipe or a device; copy what it gives into a file first.");
    }
}
