namespace Keras.Files;

/// <summary>Waits for files that another process or thread has locked.</summary>
internal static class LockedFile
{
    private const int MostAttempts = 50;

    /// <summary>The interval between two attempts to open a locked file.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Opens a file for reading. Waits up to ten seconds for who has locked it, such as the download that has just
    /// ended.</summary>
    /// <exception cref="IOException">The file cannot be read, or stays locked.</exception>
    public static async Task<FileStream> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
            }
            catch (IOException e) when (IsLocked(e) && attempt < MostAttempts)
            {
                await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether a file could not be opened because it is locked.</summary>
    public static bool IsLocked(IOException e)
    {
        // Windows: a sharing or lock violation; otherwise EWOULDBLOCK of flock.
        int code = e.HResult & 0xFFFF;
        return OperatingSystem.IsWindows() ? code is 32 or 33 : e.HResult is 11 or 35;
    }
}
