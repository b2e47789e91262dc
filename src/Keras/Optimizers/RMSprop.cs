using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton, 2012): <c>v = ρ·v + (1-ρ)·g²; w -= lr·g/√(v+ε)</c>; centered, the square of the mean gradient is taken off
/// v; with momentum the steps are summed up, <c>m = momentum·m + step; w -= m</c> (<c>keras.optimizers.RMSprop</c>).
/// </summary>
[KerasSerializable]
public sealed partial class RMSprop : Optimizer
{
    private IReadOnlyList<Weight> velocities = [];
    private IReadOnlyList<Weight> momenta = [];
    private IReadOnlyList<Weight> averages = [];

    /// <summary>RMSprop.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001.</param>
    /// <param name="rho">The decay rate of the moving average of squared gradients (ρ). Default: 0.9.</param>
    /// <param name="momentum">The momentum. Default: 0.</param>
    /// <param name="epsilon">The constant ε under the square root, for numerical stability. Default: 1e-7.</param>
    /// <param name="centered">
    /// Whether the gradients' estimated variance divides instead of the mean of their squares. Default: false.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is out of range.</exception>
    [ConfigConstructor]
    public RMSprop(double learningRate = 0.001, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : base(learningRate)
    {
        Rho = Hyperparameter.Finite(rho, nameof(rho), nameof(RMSprop));
        Momentum = Hyperparameter.Finite(momentum, nameof(momentum), nameof(RMSprop));
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(RMSprop));
        Centered = centered;
    }

    /// <summary>RMSprop, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="RMSprop(double, double, double, double, bool)"/>
    public RMSprop(LearningRateSchedule learningRate, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : this(0.001, rho, momentum, epsilon, centered) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The decay rate of the moving average of squared gradients (ρ).</summary>
    public double Rho { get; }

    /// <summary>The momentum.</summary>
    public double Momentum { get; }

    /// <summary>The constant ε under the square root, for numerical stability.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the gradients' estimated variance divides.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        velocities = AddSlots("velocity");
        if (Momentum > 0)
            momenta = AddSlots("momentum");
        if (Centered)
            averages = AddSlots("average_gradient");
    }

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol velocity = (Rho * velocities[slot].ToSymbol()) + ((1 - Rho) * OfElements(gradient, Ops.Square));
        velocities[slot].Assign(velocity);
        Symbol divisor = velocity;
        if (Centered)
        {
            Symbol average = (Rho * averages[slot].ToSymbol()) + ((1 - Rho) * gradient);
            averages[slot].Assign(average);
            divisor -= RawOps.Square(average);
        }

        Symbol step = rate * gradient / RawOps.Sqrt(divisor + Epsilon);
        if (Momentum > 0)
        {
            step = (Momentum * momenta[slot].ToSymbol()) + step;
            momenta[slot].Assign(step);
        }

        weight.Assign(weight.ToSymbol() - step);
    }
}
