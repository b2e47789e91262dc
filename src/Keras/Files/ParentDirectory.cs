namespace Keras.Files;

/// <summary>Creates the directory of a file where it does not exist.</summary>
internal static class ParentDirectory
{
    /// <exception cref="IOException">The directory cannot be created.</exception>
    public static void Create(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        try
        {
            if (folder is not null)
                Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written: its directory '{folder}' cannot be made: {e.Message}", e);
        }
    }
}
