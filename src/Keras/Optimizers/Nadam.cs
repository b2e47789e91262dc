using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Adam with Nesterov's momentum (Dozat, 2015), whose share of the gradient grows as <c>u = β₁·(1 - ½·0.96ᵗ)</c> does
/// (<c>keras.optimizers.Nadam</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Nadam : Optimizer
{
    private const double Decay = 0.96;
    private IReadOnlyList<Weight> momenta = [];
    private IReadOnlyList<Weight> velocities = [];
    private Weight? product;

    /// <summary>Nadam.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001.</param>
    /// <param name="beta1">The decay rate of the first-moment estimate (β₁). Default: 0.9.</param>
    /// <param name="beta2">The decay rate of the second-moment estimate (β₂). Default: 0.999.</param>
    /// <param name="epsilon">The constant ε for numerical stability. Default: 1e-7.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is out of range.</exception>
    [ConfigConstructor]
    public Nadam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : base(learningRate)
    {
        Beta1 = Hyperparameter.Finite(beta1, nameof(beta1), nameof(Nadam));
        Beta2 = Hyperparameter.Finite(beta2, nameof(beta2), nameof(Nadam));
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(Nadam));
    }

    /// <summary>Nadam, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="Nadam(double, double, double, double)"/>
    public Nadam(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
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
    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        (momenta, velocities) = AddSlotPairs("momentum", "velocity");

        product = AddState("u_product", Shape.Scalar, trained.Count > 0 ? trained[0].DType : DType.Float32, new Initializers.Ones());
    }

    // The product came first.
    /// <inheritdoc/>
    protected internal override IReadOnlyList<Weight> LegacySlotOrder(IReadOnlyList<Weight> own) =>
        own.Count == 0 ? own : [own[^1], .. own.SkipLast(1)];

    /// <inheritdoc/>
    protected override void BeginStep()
    {
        Symbol shares = product!;
        Symbol step = (Iterations + 1).Cast(shares.DType);
        product!.Assign(shares * Beta1 * (1 - (0.5 * RawOps.Pow(step.Number(Decay), step))));
    }

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol beta1 = gradient.Number((float)Beta1), beta2 = gradient.Number((float)Beta2);
        Symbol step = (Iterations + 1).Cast(weight.DType), next = (Iterations + 2).Cast(weight.DType);
        Symbol share = beta1 * (1 - (0.5 * RawOps.Pow(step.Number(Decay), step)));
        Symbol nextShare = beta1 * (1 - (0.5 * RawOps.Pow(step.Number(Decay), next)));
        Symbol shares = product!.ToSymbol().Cast(weight.DType);
        Symbol m = momenta[slot], v = velocities[slot];
        m += (gradient - m) * (1 - beta1);
        v += (OfElements(gradient, Ops.Square) - v) * (1 - beta2);
        momenta[slot].Assign(m);
        velocities[slot].Assign(v);
        Symbol mean = (nextShare * m / (1 - (shares * nextShare))) + ((1 - share) * gradient / (1 - shares));
        Symbol squares = v / (1 - RawOps.Pow(beta2, step));
        weight.Assign(weight.ToSymbol() - (mean * rate / (RawOps.Sqrt(squares) + Epsilon)));
    }
}
