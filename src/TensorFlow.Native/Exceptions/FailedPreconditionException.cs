namespace TensorFlow;

/// <summary>The state does not allow the call: reading a variable that was never assigned, say.</summary>
/// <param name="message">What was being done and what the library said.</param>
public sealed class FailedPreconditionException(string message) : TensorFlowException(StatusCode.FailedPrecondition, message);
