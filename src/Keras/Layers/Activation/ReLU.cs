using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The rectified linear unit: <c>max_value</c> where x ≥ max_value, x where threshold ≤ x &lt; max_value, else <c>negative_slope · (x -
/// threshold)</c>.
/// </summary>
[KerasSerializable]
public sealed partial class ReLU : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="maxValue">The largest output. Default: none.</param>
    /// <param name="negativeSlope">The slope below the threshold. Default: 0.</param>
    /// <param name="threshold">The threshold. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ReLU(double? maxValue = null, double negativeSlope = 0, double threshold = 0)
    {
        if (maxValue < 0 || !(negativeSlope >= 0) || !(threshold >= 0))
            throw new ArgumentOutOfRangeException(nameof(maxValue), string.Create(CultureInfo.InvariantCulture,
                $"ReLU: expected maxValue, negativeSlope and threshold of at least 0, "
                + $"got {maxValue?.ToString(CultureInfo.InvariantCulture) ?? "null"}, {negativeSlope} and {threshold}."));
        MaxValue = maxValue is { } largest ? Hyperparameter.Number(largest, nameof(maxValue), nameof(ReLU)) : null;
        NegativeSlope = Hyperparameter.Finite(negativeSlope, nameof(negativeSlope), nameof(ReLU));
        Threshold = Hyperparameter.Number(threshold, nameof(threshold), nameof(ReLU));
    }

    /// <summary>The largest output; null for none.</summary>
    public double? MaxValue { get; }

    /// <summary>The slope below the threshold.</summary>
    public double NegativeSlope { get; }

    /// <summary>The threshold.</summary>
    public double Threshold { get; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => Ops.Relu(x, NegativeSlope, MaxValue, Threshold);
}
