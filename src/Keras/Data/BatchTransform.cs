using TensorFlow;

namespace Keras;

/// <summary>A function of a batch's inputs and targets, written by the user; equal when it is the same method on the same object.</summary>
/// <param name="Function">The function.</param>
internal sealed record BatchTransform(Func<Symbol, Symbol, (Symbol X, Symbol Y)> Function);
