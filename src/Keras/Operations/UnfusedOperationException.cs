namespace Keras.Operations;

/// <summary>An operation has no kernel of this library in a function that is to consist of these; XLA compiles the function then.</summary>
internal sealed class UnfusedOperationException(string message) : Exception(message);
