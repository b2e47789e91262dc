namespace Keras;

/// <summary>
/// A file is not a model, or not the weights, that can be read: it is damaged, of another format, or names a class that is not registered.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="message">The message: the received value, the expected one and the remedy.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class ModelFormatException(string path, string message, Exception? inner = null) : IOException($"{path}: {message}", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
