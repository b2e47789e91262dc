using Keras.Files;

namespace Keras;

/// <summary>Downloads files into the cache that Keras for Python uses too (<c>keras.utils.get_file</c>).</summary>
public static class FileCache
{
    /// <summary>Gets a file of the cache, which is downloaded first where it is missing or has another hash.</summary>
    /// <remarks>
    /// An interrupted download is resumed, within the call and in the next one: what was received is kept beside the file as
    /// <c>name.part</c>. The file gets its name when it is complete and its hash is verified.
    /// </remarks>
    /// <param name="fileName">The name of the file in the cache, without a directory.</param>
    /// <param name="address">The address, http or https.</param>
    /// <param name="hash">The SHA-256 (64 hexadecimal digits) or MD5 (32) of the file. Default: null, not verified.</param>
    /// <param name="options">The other arguments.</param>
    /// <param name="cancellationToken">Cancels the download; what was received is kept.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="ArgumentException">The name has a directory, the address is not http or https, or the hash is
    /// malformed.</exception>
    /// <exception cref="DownloadException">The file cannot be downloaded, or has another hash.</exception>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    public static string Get(
        string fileName, Uri address, string? hash = null, FileCacheOptions? options = null,
        CancellationToken cancellationToken = default) =>
        // Off the caller's synchronization context, for which this call would wait.
        Task.Run(() => GetAsync(fileName, address, hash, options, cancellationToken), CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc cref="Get"/>
    public static async Task<string> GetAsync(
        string fileName, Uri address, string? hash = null, FileCacheOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        ArgumentNullException.ThrowIfNull(address);
        if (fileName.AsSpan().IndexOfAny('/', '\\') >= 0 || fileName is "." or "..")
            throw new ArgumentException(
                $"FileCache: expected a name without a directory, got '{fileName}'; the directory is an option.", nameof(fileName));
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"FileCache: expected an address of http or https, got '{address}'.", nameof(address));
        FileHash? expected = hash is null ? null : FileHash.Parse(hash);
        options ??= new();
        Required.AtLeast("FileCache", 1, options.MaxAttempts);
        string path = Path.Combine(CacheDirectory.Find(options.Directory), options.Subdirectory, fileName);
        ParentDirectory.Create(path);
        if (!options.ForceDownload && await IsRightAsync(path, expected, cancellationToken).ConfigureAwait(false))
            return path;
        Download download = new(CacheDirectory.Redirect(address), path, expected, options);
        await download.RunAsync(() => IsRightAsync(path, expected, cancellationToken), cancellationToken).ConfigureAwait(false);
        return path;
    }

    private static async Task<bool> IsRightAsync(string path, FileHash? expected, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return false;
        // Also without a hash: a download that has just ended still has the file locked.
        FileStream file = await LockedFile.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
            return expected is null || await expected.OfStreamAsync(file, cancellationToken).ConfigureAwait(false) == expected.Digits;
    }
}
