using TensorFlow;

namespace Keras;

/// <summary>A function of a batch's inputs and targets, written by the user.</summary>
/// <param name="Function">The function.</param>
internal sealed record BatchTransform(Func<Symbol, Symbol, (Symbol X, Symbol Y)> Function)
{
    /// <summary>Writes the function, under the name of the method that took it.</summary>
    public (Symbol X, Symbol Y) Apply(Symbol x, Symbol y)
    {
        using Graph.NameScope scope = x.Graph.EnterScope("Dataset.Map");
        return Function(x, y);
    }
}
