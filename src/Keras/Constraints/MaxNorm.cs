using TensorFlow;

namespace Keras.Constraints;

/// <summary>Vectors no longer than a number: longer ones are scaled down (Srivastava et al., 2014).</summary>
public sealed class MaxNorm : NormConstraint
{
    private const double DefaultMaxValue = 2;

    /// <summary>A constraint along one axis.</summary>
    /// <param name="maxValue">The largest norm; 2 by default, infinity for any.</param>
    /// <param name="axis">The axis that a vector extends along. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The norm is below 0 or not a number.</exception>
    public MaxNorm(double maxValue = DefaultMaxValue, int axis = 0)
        : base(axis) => MaxValue = Check(maxValue);

    /// <summary>A constraint along several axes together.</summary>
    /// <param name="maxValue">The largest norm.</param>
    /// <param name="axes">The axes that a vector extends along.</param>
    /// <exception cref="ArgumentException">There is no axis, or the norm is below 0 or not a number.</exception>
    public MaxNorm(double maxValue, IReadOnlyList<int> axes)
        : base(axes) => MaxValue = Check(maxValue);

    /// <summary>The largest norm.</summary>
    public double MaxValue { get; }

    internal static MaxNorm FromConfig(Config config)
    {
        double maxValue = config.GetDouble("max_value", DefaultMaxValue);
        (bool isList, int[] axes) = ReadAxis(config);
        return isList ? new(maxValue, axes) : new(maxValue, axes[0]);
    }

    private protected override Symbol Scaled(Symbol weight, Symbol norms) => weight * (Ops.Clip(norms, 0, MaxValue) / Guarded(norms));

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        // Keras's own default is a whole number.
        _ = MaxValue == DefaultMaxValue ? config.SetNumber("max_value", MaxValue) : config.Set("max_value", MaxValue);
        WriteAxis(config);
    }

    private static double Check(double maxValue) => Hyperparameter.NotBelowZero(maxValue, nameof(maxValue), nameof(MaxNorm));
}
