using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Adam with the infinity norm (Kingma and Ba, 2014): <c>m += (g-m)(1-β₁); u = max(β₂·u, |g|); w -= lr·m/((1-β₁ᵗ)(u+ε))</c>
/// (<c>keras.optimizers.Adamax</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Adamax : Optimizer
{
    private IReadOnlyList<Weight> momenta = [];
    private IReadOnlyList<Weight> norms = [];

    /// <summary>Adamax.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001.</param>
    /// <param name="beta1">The decay rate of the first-moment estimate (β₁). Default: 0.9.</param>
    /// <param name="beta2">The decay rate of the exponentially weighted infinity norm (β₂). Default: 0.999.</param>
    /// <param name="epsilon">The constant ε for numerical stability. Default: 1e-7.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is out of range.</exception>
    [ConfigConstructor]
    public Adamax(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : base(learningRate)
    {
        Beta1 = Hyperparameter.Finite(beta1, nameof(beta1), nameof(Adamax));
        Beta2 = Hyperparameter.Finite(beta2, nameof(beta2), nameof(Adamax));
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(Adamax));
    }

    /// <summary>Adamax, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="Adamax(double, double, double, double)"/>
    public Adamax(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : this(0.001, beta1, beta2, epsilon) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The decay rate of the first-moment estimate (β₁).</summary>
    [ConfigArgument("beta_1")]
    public double Beta1 { get; }

    /// <summary>The decay rate of the exponentially weighted infinity norm (β₂).</summary>
    [ConfigArgument("beta_2")]
    public double Beta2 { get; }

    /// <summary>The constant ε for numerical stability.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained) =>
        (momenta, norms) = AddSlotPairs("momentum", "norm");

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol step = (Iterations + 1).Cast(weight.DType);
        Symbol m = momenta[slot];
        m += (gradient - m) * (1 - Beta1);
        Symbol u = RawOps.Maximum(norms[slot].ToSymbol() * Beta2, OfElements(gradient, Ops.Abs));
        momenta[slot].Assign(m);
        norms[slot].Assign(u);
        weight.Assign(weight.ToSymbol() - (rate * m / ((1 - RawOps.Pow(step.Number((float)Beta1), step)) * (u + Epsilon))));
    }
}
