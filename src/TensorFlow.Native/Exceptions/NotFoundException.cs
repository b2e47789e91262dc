namespace TensorFlow;

/// <summary>A named thing is not there: an op, a function, a variable, a file.</summary>
/// <param name="message">The operation and the message of the library.</param>
public sealed class NotFoundException(string message) : TensorFlowException(StatusCode.NotFound, message);
