using TensorFlow;

namespace Keras.Layers;

/// <summary>Adds its inputs elementwise. The shapes broadcast.</summary>
[KerasSerializable]
public sealed partial class Add : Merge
{
    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context) => inputs.Aggregate((a, b) => a + b);
}
