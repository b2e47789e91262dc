using TensorFlow;

namespace Keras.Regularizers;

/// <summary>The sum of the magnitudes times one factor, and the sum of the squares times another.</summary>
/// <param name="l1">The factor of the magnitudes. Default: 0.</param>
/// <param name="l2">The factor of the squares. Default: 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A factor is below 0 or not finite.</exception>
[KerasSerializable]
public sealed partial class L1L2(double l1 = 0, double l2 = 0) : Regularizer
{
    /// <summary>The factor of the magnitudes.</summary>
    [ConfigArgument("l1")]
    public double L1Factor { get; } = Hyperparameter.NotNegative(l1, nameof(l1), nameof(L1L2));

    /// <summary>The factor of the squares.</summary>
    [ConfigArgument("l2")]
    public double L2Factor { get; } = Hyperparameter.NotNegative(l2, nameof(l2), nameof(L1L2));

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x)
    {
        Symbol penalty = x.Number(0);
        if (L1Factor != 0)
            penalty += L1Factor * Ops.Sum(Ops.Abs(x));
        if (L2Factor != 0)
            penalty += L2Factor * Ops.Sum(Ops.Square(x));
        return penalty;
    }
}
