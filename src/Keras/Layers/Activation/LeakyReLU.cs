using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The leaky rectified linear unit: x where x ≥ 0, else <c>negative_slope · x</c> (Maas et al., 2013).</summary>
[KerasSerializable]
public sealed partial class LeakyReLU : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="negativeSlope">The slope below 0. Default: 0.3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is negative.</exception>
    public LeakyReLU(double negativeSlope = 0.3)
    {
        if (!(negativeSlope >= 0))
            throw new ArgumentOutOfRangeException(nameof(negativeSlope), negativeSlope,
                string.Create(CultureInfo.InvariantCulture, $"LeakyReLU: expected a slope of at least 0, got {negativeSlope}."));
        NegativeSlope = Hyperparameter.Finite(negativeSlope, nameof(negativeSlope), nameof(LeakyReLU));
    }

    /// <summary>The slope below 0.</summary>
    public double NegativeSlope { get; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => Ops.LeakyRelu(x, NegativeSlope);
}
