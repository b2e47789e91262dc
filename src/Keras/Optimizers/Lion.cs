using System.Globalization;
using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Lion (Chen and others, 2023): steps of one length in the direction of the sign, <c>w -= lr·sign(β₁·m + (1-β₁)·g); m = β₂·m +
/// (1-β₂)·g</c> (<c>keras.optimizers.Lion</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Lion : Optimizer
{
    private IReadOnlyList<Weight> momenta = [];

    /// <summary>Lion.</summary>
    /// <param name="learningRate">The learning rate, a third to a tenth of Adam's. Default: 0.001.</param>
    /// <param name="beta1">The interpolation of momentum and gradient in an update (β₁), in (0, 1]. Default: 0.9.</param>
    /// <param name="beta2">The decay rate of the momentum (β₂). Default: 0.99.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate or <paramref name="beta1"/> is out of range.</exception>
    [ConfigConstructor]
    public Lion(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.99)
        : base(learningRate)
    {
        if (beta1 is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(beta1), beta1,
                string.Create(CultureInfo.InvariantCulture, $"Lion: expected a beta1 above 0 and at most 1, got {beta1}."));
        Beta1 = Hyperparameter.Finite(beta1, nameof(beta1), nameof(Lion));
        Beta2 = Hyperparameter.Finite(beta2, nameof(beta2), nameof(Lion));
    }

    /// <summary>Lion, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="Lion(double, double, double)"/>
    public Lion(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.99)
        : this(0.001, beta1, beta2) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The interpolation of momentum and gradient in an update (β₁).</summary>
    [ConfigArgument("beta_1")]
    public double Beta1 { get; }

    /// <summary>The decay rate of the momentum (β₂).</summary>
    [ConfigArgument("beta_2")]
    public double Beta2 { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained) => momenta = AddSlots("momentum");

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        Weight slot = momenta[SlotIndex(weight)];
        Symbol m = slot, beta1 = gradient.Number((float)Beta1), beta2 = gradient.Number((float)Beta2);
        weight.Assign(weight.ToSymbol() - (rate * RawOps.Sign((m * beta1) + (gradient * (1 - beta1)))));
        slot.Assign((m * beta2) + (gradient * (1 - beta2)));
    }
}
