using TensorFlow;

namespace Keras.Regularizers;

/// <summary>The sum of the squares, times a factor.</summary>
/// <param name="l2">The factor. Default: 0.01.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is below 0 or not finite.</exception>
[KerasSerializable]
public sealed partial class L2(double l2 = 0.01) : Regularizer
{
    /// <summary>The factor.</summary>
    [ConfigArgument("l2")]
    public double Factor { get; } = Hyperparameter.NotNegative(l2, nameof(l2), nameof(L2));

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x) => Factor * Ops.Sum(Ops.Square(x));
}
