using TensorFlow;

namespace Keras.Constraints;

/// <summary>Nothing below zero: negative values become 0.</summary>
public sealed class NonNeg : Constraint
{
    /// <inheritdoc/>
    protected override Symbol Call(Symbol weight) => Ops.Maximum(weight, 0);
}
