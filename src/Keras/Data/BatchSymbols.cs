using TensorFlow;

namespace Keras.Pipelines;

/// <summary>A batch as the function being written sees it, in the order of the model's inputs and outputs.</summary>
/// <param name="X">The inputs.</param>
/// <param name="Y">The targets of the outputs, null where there are none; empty where the batch has no targets.</param>
/// <param name="SampleWeight">The weights of the outputs' samples, null for 1; empty where the batch has none, one for all outputs
/// otherwise.</param>
internal sealed record BatchSymbols(Symbol[] X, Symbol?[] Y, Symbol?[] SampleWeight)
{
    /// <summary>All of them.</summary>
    public Symbol[] All => [.. X, .. Y.OfType<Symbol>(), .. SampleWeight.OfType<Symbol>()];

    /// <summary>The target of an output.</summary>
    public Symbol? TargetOf(int output) => output < Y.Length ? Y[output] : null;

    /// <summary>The weights of an output's samples.</summary>
    public Symbol? WeightOf(int output) =>
        SampleWeight.Length == 1 ? SampleWeight[0] : output < SampleWeight.Length ? SampleWeight[output] : null;
}
