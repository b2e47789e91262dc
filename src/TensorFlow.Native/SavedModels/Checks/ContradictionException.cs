namespace TensorFlow;

/// <summary>A part of a graph that cannot be as it is said to be; the message names the operation and what is wrong with it.</summary>
/// <param name="message">The message.</param>
internal sealed class ContradictionException(string message) : Exception(message);
