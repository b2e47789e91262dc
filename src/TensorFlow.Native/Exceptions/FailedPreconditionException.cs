namespace TensorFlow;

/// <summary>The state does not allow the call: reading a variable that was never assigned, say.</summary>
/// <param name="message">The operation and the message of the library.</param>
public sealed class FailedPreconditionException(string message) : TensorFlowException(StatusCode.FailedPrecondition, message);
