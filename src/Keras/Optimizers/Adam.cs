using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Adam (Kingma and Ba, 2014), in Keras's form: <c>α = lr·√(1-β₂ᵗ)/(1-β₁ᵗ); m += (g-m)(1-β₁); v += (g²-v)(1-β₂); w -= α·m/(√v+ε)</c>; with
/// AMSGrad (Reddi et al., 2018) the largest v so far divides.
/// </summary>
[KerasSerializable]
public partial class Adam : Optimizer
{
    private IReadOnlyList<Weight> momenta = [];
    private IReadOnlyList<Weight> velocities = [];
    private IReadOnlyList<Weight> largestVelocities = [];

    /// <summary>Adam.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001.</param>
    /// <param name="beta1">The decay rate of the first-moment estimate (β₁). Default: 0.9.</param>
    /// <param name="beta2">The decay rate of the second-moment estimate (β₂). Default: 0.999.</param>
    /// <param name="epsilon">The constant ε for numerical stability ("ε-hat" of the paper). Default: 1e-7.</param>
    /// <param name="amsgrad">Whether the AMSGrad variant is used: the maximum of all second-moment estimates divides. Default:
    /// false.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is out of range.</exception>
    [ConfigConstructor]
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate)
    {
        Beta1 = Hyperparameter.Finite(beta1, nameof(beta1), GetType().Name);
        Beta2 = Hyperparameter.Finite(beta2, nameof(beta2), GetType().Name);
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), GetType().Name);
        Amsgrad = amsgrad;
    }

    /// <summary>Adam, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="Adam(double, double, double, double, bool)"/>
    public Adam(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : this(0.001, beta1, beta2, epsilon, amsgrad) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The decay rate of the first-moment estimate (β₁).</summary>
    [ConfigArgument("beta_1")]
    public double Beta1 { get; }

    /// <summary>The decay rate of the second-moment estimate (β₂).</summary>
    [ConfigArgument("beta_2")]
    public double Beta2 { get; }

    /// <summary>The constant ε for numerical stability.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the AMSGrad variant is used: the maximum of all second-moment estimates divides.</summary>
    public bool Amsgrad { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        (momenta, velocities) = AddSlotPairs("momentum", "velocity");

        if (Amsgrad)
            largestVelocities = AddSlots("velocity_hat");
    }

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        Symbol m = momenta[SlotIndex(weight)], v = velocities[SlotIndex(weight)];
        // The differences are taken in double precision and then rounded, as Python does.
        m += (gradient - m) * (1 - Beta1);
        v += (OfElements(gradient, Ops.Square) - v) * (1 - Beta2);
        Update(weight, rate, m, v);
    }

    /// <inheritdoc/>
    protected override bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate)
    {
        // The rows go straight into the decayed moments, without a table of zeros in between; squares are those of the single rows, as in
        // Keras on TensorFlow.
        Symbol indices = RawOps.ExpandDims(gradient.Indices, rate.Graph.Constant(1, DType.Int32));
        Symbol m = momenta[SlotIndex(weight)], v = velocities[SlotIndex(weight)];
        m = RawOps.TensorScatterAdd(m * Beta1, indices, gradient.Values * (1 - Beta1));
        v = RawOps.TensorScatterAdd(v * Beta2, indices, Ops.Square(gradient.Values) * (1 - Beta2));
        Update(weight, rate, m, v);
        return true;
    }

    private protected override bool UpdateAll(IReadOnlyList<Symbol> gradients, IReadOnlyList<Weight> weights, Symbol rate)
    {
        Weight[] m = [.. weights.Select(w => momenta[SlotIndex(w)])], v = [.. weights.Select(w => velocities[SlotIndex(w)])];
        if (Amsgrad || FusedOps.Adam(
            [.. gradients], Symbols(weights), Symbols(m), Symbols(v), rate, Iterations, (Beta1, Beta2, Epsilon)) is not { } results)
            return false;
        Weight[] changed = [.. weights, .. m, .. v];
        for (int i = 0; i < changed.Length; i++)
            changed[i].Assign(results[i]);
        return true;

        static Symbol[] Symbols(IEnumerable<Weight> weights) => [.. weights.Select(w => w.ToSymbol())];
    }

    private void Update(Weight weight, Symbol rate, Symbol m, Symbol v)
    {
        int slot = SlotIndex(weight);
        Symbol step = (Iterations + 1).Cast(weight.DType);
        Symbol alpha = rate * RawOps.Sqrt(1 - RawOps.Pow(step.Number((float)Beta2), step)) / (
            1 - RawOps.Pow(step.Number((float)Beta1), step));
        momenta[slot].Assign(m);
        velocities[slot].Assign(v);
        if (Amsgrad)
        {
            v = RawOps.Maximum(largestVelocities[slot], v);
            largestVelocities[slot].Assign(v);
        }

        weight.Assign(weight.ToSymbol() - (m * alpha / (RawOps.Sqrt(v) + Epsilon)));
    }
}
