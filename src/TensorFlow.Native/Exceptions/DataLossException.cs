namespace TensorFlow;

/// <summary>Data were lost or are corrupt.</summary>
/// <param name="message">The operation and the message of the library.</param>
public sealed class DataLossException(string message) : TensorFlowException(StatusCode.DataLoss, message);
