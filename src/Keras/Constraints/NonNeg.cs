using TensorFlow;

namespace Keras.Constraints;

/// <summary>Nothing below zero: negative values become 0.</summary>
public sealed class NonNeg : Constraint
{
    /// <inheritdoc/>
    protected override Symbol Call(Symbol weight) => weight * Ops.GreaterEqual(weight, weight.Number(0)).Cast(weight.DType);
}
