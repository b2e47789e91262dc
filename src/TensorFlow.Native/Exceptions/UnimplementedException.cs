namespace TensorFlow;

/// <summary>The native library cannot do that, or has no kernel for it on the chosen device.</summary>
/// <param name="message">What was being done and what the library said.</param>
public sealed class UnimplementedException(string message) : TensorFlowException(StatusCode.Unimplemented, message);
