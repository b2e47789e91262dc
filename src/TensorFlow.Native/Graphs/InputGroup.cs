namespace TensorFlow;

/// <summary>An input of an operation: one symbol, or a list of them.</summary>
/// <param name="Symbols">The symbols.</param>
/// <param name="IsList">Whether the op declares a list.</param>
internal readonly record struct InputGroup(Symbol[] Symbols, bool IsList);
