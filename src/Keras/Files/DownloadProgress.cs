namespace Keras;

/// <summary>The progress of a download.</summary>
/// <param name="FileName">The name of the file.</param>
/// <param name="ReceivedBytes">The number of bytes received, including those of earlier attempts.</param>
/// <param name="TotalBytes">The size of the file; null where the server does not say.</param>
public sealed record DownloadProgress(string FileName, long ReceivedBytes, long? TotalBytes)
{
    /// <summary>The fraction received, in [0, 1]; null where the size is unknown.</summary>
    public double? Fraction => TotalBytes switch
    {
        null => null,
        0 => 1,
        { } total => (double)ReceivedBytes / total,
    };
}
