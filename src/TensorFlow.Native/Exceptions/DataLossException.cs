namespace TensorFlow;

/// <summary>Data were lost or are corrupt.</summary>
/// <param name="message">What was being done and what the library said.</param>
public sealed class DataLossException(string message) : TensorFlowException(StatusCode.DataLoss, message);
