namespace Keras;

/// <summary>A file cannot be downloaded, or what was downloaded is not the expected file.</summary>
public sealed class DownloadException : IOException
{
    internal DownloadException(Uri address, string message, Exception? inner = null)
        : base(message, inner) => Address = address;

    /// <summary>Where the file was downloaded from.</summary>
    public Uri Address { get; }
}
