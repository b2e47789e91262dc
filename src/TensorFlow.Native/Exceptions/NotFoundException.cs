namespace TensorFlow;

/// <summary>A named thing is not there: an op, a function, a variable, a file.</summary>
/// <param name="message">What was being done and what the library said.</param>
public sealed class NotFoundException(string message) : TensorFlowException(StatusCode.NotFound, message);
