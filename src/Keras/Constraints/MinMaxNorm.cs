using System.Globalization;
using TensorFlow;

namespace Keras.Constraints;

/// <summary>Vectors whose norm lies between two values: others are scaled towards the nearer one.</summary>
[KerasSerializable]
public sealed partial class MinMaxNorm : NormConstraint
{
    private const double DefaultMinValue = 0;
    private const double DefaultMaxValue = 1;
    private const double DefaultRate = 1;

    /// <summary>A constraint along one axis.</summary>
    /// <param name="minValue">The smallest norm. Default: 0.</param>
    /// <param name="maxValue">The largest norm. Default: 1.</param>
    /// <param name="rate">Strength of the projection in one step, in [0, 1]. Default: 1, complete.</param>
    /// <param name="axis">The axis that a vector extends along. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A norm is below 0, the largest is below the smallest, or the rate is not in [0,
    /// 1].</exception>
    public MinMaxNorm(double minValue = DefaultMinValue, double maxValue = DefaultMaxValue, double rate = DefaultRate, int axis = 0)
        : this(NormAxes.Of(axis), minValue, maxValue, rate)
    {
    }

    /// <summary>A constraint along several axes together.</summary>
    /// <param name="minValue">The smallest norm.</param>
    /// <param name="maxValue">The largest norm.</param>
    /// <param name="rate">Strength of the projection in one step.</param>
    /// <param name="axes">The axes that a vector extends along.</param>
    /// <exception cref="ArgumentException">There is no axis, or a number is out of range.</exception>
    public MinMaxNorm(double minValue, double maxValue, double rate, IReadOnlyList<int> axes)
        : this(NormAxes.Of(axes), minValue, maxValue, rate)
    {
    }

    [ConfigConstructor]
    private MinMaxNorm(
        NormAxes? axis = null, double minValue = DefaultMinValue, double maxValue = DefaultMaxValue, double rate = DefaultRate)
        : base(axis) => (MinValue, MaxValue, Rate) = Check(minValue, maxValue, rate);

    /// <summary>The smallest norm.</summary>
    public double MinValue { get; }

    /// <summary>The largest norm.</summary>
    public double MaxValue { get; }

    /// <summary>Strength of the projection in one step.</summary>
    public double Rate { get; }

    private protected override Symbol Scaled(Symbol weight, Symbol norms)
    {
        Symbol wanted = (Rate * Ops.Clip(norms, MinValue, MaxValue)) + ((1 - Rate) * norms);
        return weight * (wanted / Guarded(norms));
    }

    private static (double MinValue, double MaxValue, double Rate) Check(double minValue, double maxValue, double rate)
    {
        double least = Hyperparameter.NotNegative(minValue, nameof(minValue), nameof(MinMaxNorm));
        double most = Hyperparameter.NotBelowZero(maxValue, nameof(maxValue), nameof(MinMaxNorm));
        if (most < least)
            throw new ArgumentOutOfRangeException(nameof(maxValue), maxValue, string.Create(
                CultureInfo.InvariantCulture, $"MinMaxNorm: expected a maxValue of at least minValue ({minValue}), got {maxValue}."));
        if (rate is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(rate), rate, string.Create(CultureInfo.InvariantCulture, $"MinMaxNorm: expected a rate in [0, 1], got {rate}."));
        return (least, most, Hyperparameter.Meant(rate));
    }
}
