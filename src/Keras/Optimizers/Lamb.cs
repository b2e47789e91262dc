using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// LAMB (You and others, 2019): Adam's step, scaled for each weight by the ratio of its norm to the step's, <c>w -= lr·|w|/|s|·s</c>
/// (<c>keras.optimizers.Lamb</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Lamb : Optimizer
{
    private IReadOnlyList<Weight> momenta = [];
    private IReadOnlyList<Weight> velocities = [];

    /// <summary>Lamb.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001.</param>
    /// <param name="beta1">The decay rate of the first-moment estimate (β₁). Default: 0.9.</param>
    /// <param name="beta2">The decay rate of the second-moment estimate (β₂). Default: 0.999.</param>
    /// <param name="epsilon">The constant ε for numerical stability. Default: 1e-7.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is out of range.</exception>
    [ConfigConstructor]
    public Lamb(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : base(learningRate)
    {
        Beta1 = Hyperparameter.Finite(beta1, nameof(beta1), nameof(Lamb));
        Beta2 = Hyperparameter.Finite(beta2, nameof(beta2), nameof(Lamb));
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(Lamb));
    }

    /// <summary>Lamb, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="Lamb(double, double, double, double)"/>
    public Lamb(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : this(0.001, beta1, beta2, epsilon) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The decay rate of the first-moment estimate (β₁).</summary>
    [ConfigArgument("beta_1")]
    public double Beta1 { get; }

    /// <summary>The decay rate of the second-moment estimate (β₂).</summary>
    [ConfigArgument("beta_2")]
    public double Beta2 { get; }

    /// <summary>The constant ε for numerical stability.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained) =>
        (momenta, velocities) = AddSlotPairs("momentum", "velocity");

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol step = (Iterations + 1).Cast(weight.DType);
        Symbol m = momenta[slot], v = velocities[slot], value = weight;
        m += (gradient - m) * (1 - Beta1);
        v += (OfElements(gradient, Ops.Square) - v) * (1 - Beta2);
        momenta[slot].Assign(m);
        velocities[slot].Assign(v);
        Symbol mean = m / (1 - RawOps.Pow(step.Number((float)Beta1), step));
        Symbol update = mean / (RawOps.Sqrt(v / (1 - RawOps.Pow(step.Number((float)Beta2), step))) + Epsilon);
        Symbol weightNorm = RawOps.Sqrt(Ops.Sum(RawOps.Square(value))), updateNorm = RawOps.Sqrt(Ops.Sum(RawOps.Square(update)));
        Symbol both = RawOps.LogicalAnd(Ops.Greater(weightNorm, 0), Ops.Greater(updateNorm, 0));
        Symbol ratio = RawOps.SelectV2(both, weightNorm / updateNorm, weightNorm.Number(1));
        weight.Assign(value - (ratio * rate * update));
    }
}
