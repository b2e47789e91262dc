using TensorFlow;

namespace Keras.Layers;

/// <summary>Averages its inputs elementwise. The shapes broadcast.</summary>
public sealed class Average : Merge
{
    internal static Average FromConfig(Config _) => new();

    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context) => inputs.Aggregate((a, b) => a + b) / inputs.Count;
}
