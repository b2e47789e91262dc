using TensorFlow;

namespace Keras.Layers;

/// <summary>Adds its inputs elementwise. The shapes broadcast.</summary>
public sealed class Add : Merge
{
    internal static Add FromConfig(Config _) => new();

    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context) => inputs.Aggregate((a, b) => a + b);
}
