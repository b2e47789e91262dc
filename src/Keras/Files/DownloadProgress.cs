namespace Keras;

/// <summary>The progress of a download.</summary>
/// <param name="FileName">The name of the file.</param>
/// <param name="ReceivedBytes">The number of bytes there are, those of an earlier attempt included.</param>
/// <param name="TotalBytes">The size of the file; null where the server does not tell.</param>
public sealed record DownloadProgress(string FileName, long ReceivedBytes, long? TotalBytes)
{
    /// <summary>The fraction that is there, in [0, 1]; null where the size is not known.</summary>
    public double? Fraction => TotalBytes switch
    {
        null => null,
        0 => 1,
        { } total => (double)ReceivedBytes / total,
    };
}
