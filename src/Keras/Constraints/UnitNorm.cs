using TensorFlow;

namespace Keras.Constraints;

/// <summary>Vectors of length 1.</summary>
[KerasSerializable]
public sealed partial class UnitNorm : NormConstraint
{
    /// <summary>A constraint along one axis.</summary>
    /// <param name="axis">The axis that a vector extends along. Default: 0.</param>
    public UnitNorm(int axis = 0)
        : base(NormAxes.Of(axis))
    {
    }

    /// <summary>A constraint along several axes together.</summary>
    /// <param name="axes">The axes that a vector extends along.</param>
    /// <exception cref="ArgumentException">There is no axis.</exception>
    public UnitNorm(IReadOnlyList<int> axes)
        : base(NormAxes.Of(axes))
    {
    }

    [ConfigConstructor]
    private UnitNorm(NormAxes? axis = null)
        : base(axis)
    {
    }

    private protected override Symbol Scaled(Symbol weight, Symbol norms) => weight / Guarded(norms);
}
