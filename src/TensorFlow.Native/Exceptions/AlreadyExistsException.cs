namespace TensorFlow;

/// <summary>A thing of that name is there already.</summary>
/// <param name="message">The operation and the message of the library.</param>
public sealed class AlreadyExistsException(string message) : TensorFlowException(StatusCode.AlreadyExists, message);
