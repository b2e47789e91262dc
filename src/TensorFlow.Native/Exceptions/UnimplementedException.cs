namespace TensorFlow;

/// <summary>The native library cannot do that, or has no kernel for it on the chosen device.</summary>
/// <param name="message">The operation and the message of the library.</param>
public sealed class UnimplementedException(string message) : TensorFlowException(StatusCode.Unimplemented, message);
