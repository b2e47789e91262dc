namespace TensorFlow;

/// <summary>Memory, of the host or of a device, or another resource ran out.</summary>
/// <param name="message">The operation and the message of the library.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class ResourceExhaustedException(string message, Exception? inner = null)
    : TensorFlowException(StatusCode.ResourceExhausted, message, inner);
