namespace Keras.Datasets;

/// <summary>A data file is missing, damaged, or not of the expected kind. No part of it is returned.</summary>
/// <param name="path">The file or directory.</param>
/// <param name="message">The message: the content found, the expected one and the remedy.</param>
/// <param name="innerException">The exception of the file system or of decompression, if any.</param>
public sealed class DatasetException(string path, string message, Exception? innerException = null) : IOException(message, innerException)
{
    /// <summary>The file or directory, as given.</summary>
    public string Path { get; } = path;
}
