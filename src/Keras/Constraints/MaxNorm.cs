using TensorFlow;

namespace Keras.Constraints;

/// <summary>Vectors no longer than a number: longer ones are scaled down (Srivastava et al., 2014).</summary>
[KerasSerializable]
public sealed partial class MaxNorm : NormConstraint
{
    private const double DefaultMaxValue = 2;

    /// <summary>A constraint along one axis.</summary>
    /// <param name="maxValue">The largest norm; 2 by default, infinity for any.</param>
    /// <param name="axis">The axis that a vector extends along. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The norm is below 0 or not a number.</exception>
    public MaxNorm(double maxValue = DefaultMaxValue, int axis = 0)
        : this(maxValue, NormAxes.Of(axis))
    {
    }

    /// <summary>A constraint along several axes together.</summary>
    /// <param name="maxValue">The largest norm.</param>
    /// <param name="axes">The axes that a vector extends along.</param>
    /// <exception cref="ArgumentException">There is no axis, or the norm is below 0 or not a number.</exception>
    public MaxNorm(double maxValue, IReadOnlyList<int> axes)
        : this(maxValue, NormAxes.Of(axes))
    {
    }

    [ConfigConstructor]
    private MaxNorm(double maxValue = DefaultMaxValue, NormAxes? axis = null)
        : base(axis) => MaxValue = Hyperparameter.NotBelowZero(maxValue, nameof(maxValue), nameof(MaxNorm));

    /// <summary>The largest norm.</summary>
    [ConfigArgument(Writer = nameof(WriteMaxValue))]
    public double MaxValue { get; }

    private protected override Symbol Scaled(Symbol weight, Symbol norms) => weight * (Ops.Clip(norms, 0, MaxValue) / Guarded(norms));

    // Keras's own default is an integer.
    private void WriteMaxValue(Config config) =>
        _ = MaxValue == DefaultMaxValue ? config.SetNumber("max_value", MaxValue) : config.Set("max_value", MaxValue);
}
