using TensorFlow;

namespace Keras;

/// <summary>A function of a batch's inputs and targets, written by the user.</summary>
/// <param name="Function">The function.</param>
internal sealed record BatchTransform(Func<Symbol, Symbol, (Symbol X, Symbol Y)> Function);
