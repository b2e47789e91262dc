namespace TensorFlow;

/// <summary>A list is used in a way that one tensor cannot stand for; TensorFlow's own lists, without gradients, take its place.</summary>
internal sealed class ListUseException : Exception;
