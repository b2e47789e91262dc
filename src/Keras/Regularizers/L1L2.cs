using TensorFlow;

namespace Keras.Regularizers;

/// <summary>The sum of the magnitudes times one factor, and the sum of the squares times another.</summary>
/// <param name="l1">The factor of the magnitudes. Default: 0.</param>
/// <param name="l2">The factor of the squares. Default: 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A factor is below 0 or not finite.</exception>
public sealed class L1L2(double l1 = 0, double l2 = 0) : Regularizer
{
    /// <summary>The factor of the magnitudes.</summary>
    public double L1Factor { get; } = Hyperparameter.NotNegative(l1, nameof(l1), nameof(L1L2));

    /// <summary>The factor of the squares.</summary>
    public double L2Factor { get; } = Hyperparameter.NotNegative(l2, nameof(l2), nameof(L1L2));

    internal static L1L2 FromConfig(Config config) => new(config.GetDouble("l1", 0), config.GetDouble("l2", 0));

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

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config.Set("l1", L1Factor).Set("l2", L2Factor);
}
