using TensorFlow;

namespace Keras.Pipelines;

/// <summary>A batch in the function being written, in the order of the model's inputs and outputs.</summary>
/// <param name="X">The inputs.</param>
/// <param name="Y">The targets of the outputs, null for outputs without targets; empty if the batch has none.</param>
/// <param name="SampleWeight">The sample weights of the outputs, null for 1; empty if the batch has none, a single item for all
/// outputs.</param>
internal sealed record BatchSymbols(Symbol[] X, Symbol?[] Y, Symbol?[] SampleWeight)
{
    /// <summary>All symbols.</summary>
    public Symbol[] All => [.. X, .. Y.OfType<Symbol>(), .. SampleWeight.OfType<Symbol>()];

    /// <summary>The target of an output.</summary>
    public Symbol? TargetOf(int output) => output < Y.Length ? Y[output] : null;

    /// <summary>The sample weights of an output; null for 1.</summary>
    public Symbol? WeightOf(int output) =>
        SampleWeight.Length == 1 ? SampleWeight[0] : output < SampleWeight.Length ? SampleWeight[output] : null;
}
