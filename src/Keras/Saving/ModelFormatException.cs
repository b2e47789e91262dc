namespace Keras;

/// <summary>
/// A file is not the model or the weights that were expected: damaged, hostile, of another kind, or with a class that is not known here.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="message">What was received, what was expected and what to do.</param>
/// <param name="inner">What showed it; null where the message tells all.</param>
public sealed class ModelFormatException(string path, string message, Exception? inner = null) : IOException($"{path}: {message}", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
