namespace TensorFlow;

/// <summary>An index lies outside the valid range.</summary>
/// <param name="message">What was being done and what the library said.</param>
public sealed class OutOfRangeException(string message) : TensorFlowException(StatusCode.OutOfRange, message);
