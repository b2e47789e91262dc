namespace Keras.Files;

/// <summary>Opens files that have content: a pipe, a device or a directory has none, and reading one might never end.</summary>
internal static class ContentFile
{
    /// <summary>Opens a file to be read from any place.</summary>
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
    /// Checks, before it is opened, that a path does not name something without content; what is not there is not looked at.
    /// </summary>
    /// <exception cref="InvalidDataException">It does.</exception>
    public static void Require(string path)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException("expected a file, got a directory; name the file in it.");
        FileInfo named = new(path);
        FileInfo file = named.LinkTarget is null ? named : (FileInfo)named.ResolveLinkTarget(returnFinalTarget: true)!;
        // Already opening a pipe may wait for ever, so that it has no length must tell.
        if (file is { Exists: true, Length: 0 })
            throw new InvalidDataException(
                "expected a file with content, got an empty file, a pipe or a device; copy what it gives into a file first.");
    }
}
