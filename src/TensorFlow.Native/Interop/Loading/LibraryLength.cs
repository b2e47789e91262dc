namespace TensorFlow.Interop;

/// <summary>Refuses a library that was cut short, or whose companion was.</summary>
internal static class LibraryLength
{
    /// <exception cref="NativeLibraryException">The file is shorter than its headers say.</exception>
    public static void Verify(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        VerifyFile(path);
        if (LibraryFiles.Companion(Path.GetFileName(path)) is { } companion)
            VerifyFile(Path.Combine(Path.GetDirectoryName(path)!, companion));
    }

    private static void VerifyFile(string path)
    {
        ulong? promised;
        long length;
        try
        {
            // What is opened is what a link leads to.
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            promised = ElfFile.PromisedLength(file);
            length = file.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NativeLibraryException(
                $"'{path}' was found but could not be read: {e.Message} Check its permissions.", path, innerException: e);
        }

        if (promised > (ulong)length)
            throw new NativeLibraryException(
                $"'{path}' is cut short: its headers speak of {promised} bytes, and there are {length}. Remove it and build again to have "
                + "it unpacked anew, "
                + $"or set the environment variable {SearchPlaces.OwnDirectoryVariable} to a directory that holds a whole one.", path);
    }
}
