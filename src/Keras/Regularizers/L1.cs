using TensorFlow;

namespace Keras.Regularizers;

/// <summary>The sum of the magnitudes, times a factor.</summary>
/// <param name="l1">The factor. Default: 0.01.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is below 0 or not finite.</exception>
[KerasSerializable]
public sealed partial class L1(double l1 = 0.01) : Regularizer
{
    /// <summary>The factor, rounded to float32 as Keras keeps this one.</summary>
    [ConfigArgument("l1")]
    public double Factor { get; } = (float)Hyperparameter.NotNegative(l1, nameof(l1), nameof(L1));

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x) => Factor * Ops.Sum(Ops.Abs(x));
}
