namespace TensorFlow;

/// <summary>Memory, of the host or of a device, or another resource ran out.</summary>
/// <param name="message">What was being done and what the library said.</param>
public sealed class ResourceExhaustedException(string message) : TensorFlowException(StatusCode.ResourceExhausted, message);
