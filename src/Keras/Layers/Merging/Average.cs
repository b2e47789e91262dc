using TensorFlow;

namespace Keras.Layers;

/// <summary>Averages its inputs elementwise. The shapes broadcast.</summary>
[KerasSerializable]
public sealed partial class Average : Merge
{
    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        Symbol sum = inputs.Aggregate((a, b) => a + b);
        // TensorFlow's true division.
        if (!sum.DType.IsFloatingPoint)
            sum = sum.Cast(sum.DType is DType.Int8 or DType.UInt8 or DType.Int16 or DType.UInt16 ? DType.Float32 : DType.Float64);
        return sum / inputs.Count;
    }
}
