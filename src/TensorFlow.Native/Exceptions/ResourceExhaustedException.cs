namespace TensorFlow;

/// <summary>Memory, of the host or of a device, or another resource ran out.</summary>
/// <param name="message">What was being done and what the library said.</param>
/// <param name="inner">What was thrown first; null for nothing.</param>
public sealed class ResourceExhaustedException(string message, Exception? inner = null)
    : TensorFlowException(StatusCode.ResourceExhausted, message, inner);
