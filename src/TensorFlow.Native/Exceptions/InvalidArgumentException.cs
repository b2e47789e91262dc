namespace TensorFlow;

/// <summary>An argument does not fit what the native library expects: a shape, a type, a value.</summary>
/// <param name="message">The operation and the message of the library.</param>
public sealed class InvalidArgumentException(string message) : TensorFlowException(StatusCode.InvalidArgument, message);
