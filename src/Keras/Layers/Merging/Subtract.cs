using TensorFlow;

namespace Keras.Layers;

/// <summary>Subtracts the second input from the first. The shapes broadcast.</summary>
[KerasSerializable]
public sealed partial class Subtract : Merge
{
    private protected override int LeastInputs => 2;

    private protected override int? MostInputs => 2;

    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context) => inputs[0] - inputs[1];
}
