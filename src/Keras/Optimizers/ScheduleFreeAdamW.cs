using System.Globalization;
using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// AdamW without a schedule (Defazio et al., 2024): a point z steps as RMSprop does, the weights are the average of its way, and no
/// learning-rate decay is needed (<c>keras.optimizers.ScheduleFreeAdamW</c>). In the paper the weights lie between the average and z by
/// beta1; Keras on TensorFlow reads z after its step where the formula has z before it, by which beta1 cancels out, and so it does here.
/// </summary>
[KerasSerializable]
public sealed partial class ScheduleFreeAdamW : Optimizer
{
    private IReadOnlyList<Weight> momenta = [];
    private IReadOnlyList<Weight> velocities = [];

    /// <summary>Schedule-free AdamW.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.0025.</param>
    /// <param name="beta1">
    /// The interpolation between the iterates and their average (β₁ of the paper), above 0; without effect, as in Keras. Default: 0.9.
    /// </param>
    /// <param name="beta2">The decay rate of the moving average of squared gradients (β₂). Default: 0.999.</param>
    /// <param name="epsilon">The constant ε for numerical stability. Default: 1e-8.</param>
    /// <param name="warmupSteps">The number of warmup steps. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate, beta1 or the number of steps is out of range.</exception>
    [ConfigConstructor]
    public ScheduleFreeAdamW(double learningRate = 0.0025, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, int warmupSteps = 0)
        : base(learningRate)
    {
        if (!(beta1 > 0))
            throw new ArgumentOutOfRangeException(nameof(beta1), beta1,
                string.Create(CultureInfo.InvariantCulture, $"ScheduleFreeAdamW: expected a beta1 above 0, got {beta1}."));
        if (warmupSteps < 0)
            throw new ArgumentOutOfRangeException(nameof(warmupSteps), warmupSteps,
                $"ScheduleFreeAdamW: expected warmupSteps of at least 0, got {warmupSteps}.");
        Beta1 = Hyperparameter.Finite(beta1, nameof(beta1), nameof(ScheduleFreeAdamW));
        Beta2 = Hyperparameter.Finite(beta2, nameof(beta2), nameof(ScheduleFreeAdamW));
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(ScheduleFreeAdamW));
        WarmupSteps = warmupSteps;
    }

    /// <summary>Schedule-free AdamW, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="ScheduleFreeAdamW(double, double, double, double, int)"/>
    public ScheduleFreeAdamW(
        LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, int warmupSteps = 0)
        : this(0.0025, beta1, beta2, epsilon, warmupSteps) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The interpolation with the average of the paper; without effect.</summary>
    [ConfigArgument("beta_1")]
    public double Beta1 { get; }

    /// <summary>The decay rate of the moving average of squared gradients (β₂).</summary>
    [ConfigArgument("beta_2")]
    public double Beta2 { get; }

    /// <summary>The constant ε for numerical stability.</summary>
    public double Epsilon { get; }

    /// <summary>The number of warmup steps.</summary>
    public int WarmupSteps { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        (momenta, velocities) = AddSlotPairs("momentum", "velocity");
        foreach ((Weight weight, Weight momentum) in trained.Zip(momenta))
        {
            // The point z begins where the weights are.
            using Tensor start = weight.Read();
            momentum.Assign(start);
        }
    }

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol value = weight, point = momenta[slot], velocity = velocities[slot];
        Symbol step = (Iterations + 1).Cast(weight.DType);
        Symbol beta1 = value.Number((float)Beta1), beta2 = value.Number((float)Beta2);
        if (WarmupSteps > 0)
            rate *= Ops.Minimum(step / WarmupSteps, step.Number(1));
        velocity += (OfElements(gradient, Ops.Square) - velocity) * (1 - beta2);
        velocities[slot].Assign(velocity);
        Symbol divisor = Ops.Sqrt(velocity / (1 - RawOps.Pow(beta2, step))) + value.Number((float)Epsilon);
        Symbol next = point - (rate * gradient / divisor);
        momenta[slot].Assign(next);
        Symbol share = 1 / step;
        Symbol average = (value - ((1 - beta1) * next)) / beta1;
        average = ((1 - share) * average) + (share * next);
        weight.Assign(((1 - beta1) * next) + (beta1 * average));
    }
}
