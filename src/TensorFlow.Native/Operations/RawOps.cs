namespace TensorFlow;

/// <summary>
/// A method for each op of the native library that building and training models needs, generated from the library's own list. Operations
/// are added to the graph of their inputs, or to <see cref="Graph.Current"/>.
/// </summary>
public static partial class RawOps;
