namespace TensorFlow;

/// <summary>An index lies outside the valid range.</summary>
/// <param name="message">The operation and the message of the library.</param>
public sealed class OutOfRangeException(string message) : TensorFlowException(StatusCode.OutOfRange, message);
