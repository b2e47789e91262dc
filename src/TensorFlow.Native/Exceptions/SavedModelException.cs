namespace TensorFlow;

/// <summary>
/// A directory is not a SavedModel that can be loaded: files are missing or damaged, the tags are others, or it holds what is not allowed.
/// </summary>
/// <param name="message">What was found, what was expected and what to do.</param>
/// <param name="innerException">What the native library said, if it was asked.</param>
public sealed class SavedModelException(string message, Exception? innerException = null) : IOException(message, innerException);
