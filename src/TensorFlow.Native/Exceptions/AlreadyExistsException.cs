namespace TensorFlow;

/// <summary>A thing of that name is there already.</summary>
/// <param name="message">What was being done and what the library said.</param>
public sealed class AlreadyExistsException(string message) : TensorFlowException(StatusCode.AlreadyExists, message);
