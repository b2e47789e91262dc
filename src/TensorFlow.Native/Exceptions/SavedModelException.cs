namespace TensorFlow;

/// <summary>
/// A directory is not a SavedModel that can be loaded: files are missing or damaged, the tags are others, or it holds what is not allowed.
/// </summary>
/// <param name="message">The message: the content found, the expected one and the remedy.</param>
/// <param name="innerException">The exception of the native library, if any.</param>
public sealed class SavedModelException(string message, Exception? innerException = null) : IOException(message, innerException);
