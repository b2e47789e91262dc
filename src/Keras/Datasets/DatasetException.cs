namespace Keras.Datasets;

/// <summary>A file of data is missing, damaged, or not what was asked for. Nothing of it has been read then.</summary>
/// <param name="path">The file or directory.</param>
/// <param name="message">What was found, what was expected and what to do.</param>
/// <param name="innerException">What the file system or the decompressor said, if it did.</param>
public sealed class DatasetException(string path, string message, Exception? innerException = null) : IOException(message, innerException)
{
    /// <summary>The file or directory, as it was given.</summary>
    public string Path { get; } = path;
}
