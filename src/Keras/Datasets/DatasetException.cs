namespace Keras.Datasets;

/// <summary>A file of data is missing, damaged, or not what was asked for. Nothing of it has been read then.</summary>
/// <param name="path">The file or directory.</param>
/// <param name="message">The message: the content found, the expected one and the remedy.</param>
/// <param name="innerException">The exception of the file system or the decompressor, if any.</param>
public sealed class DatasetException(string path, string message, Exception? innerException = null) : IOException(message, innerException)
{
    /// <summary>The file or directory, as it was given.</summary>
    public string Path { get; } = path;
}
