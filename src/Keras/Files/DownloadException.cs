namespace Keras;

/// <summary>A file cannot be downloaded, or has another hash than expected.</summary>
public sealed class DownloadException : IOException
{
    internal DownloadException(Uri address, string message, Exception? inner = null)
        : base(message, inner) => Address = address;

    /// <summary>The address of the file.</summary>
    public Uri Address { get; }
}
