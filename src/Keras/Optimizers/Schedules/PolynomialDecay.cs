using TensorFlow;

namespace Keras.Optimizers.Schedules;

/// <summary>
/// A learning rate that falls to a last one as a power: <c>(first - last) · (1 - step / steps)^power + last</c>
/// (<c>keras.optimizers.schedules.PolynomialDecay</c>).
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(InitialLearningRate), nameof(DecaySteps), nameof(EndLearningRate), nameof(Power), nameof(Cycle), nameof(Name))]
public sealed partial class PolynomialDecay : LearningRateSchedule
{
    /// <summary>Polynomial decay.</summary>
    /// <param name="initialLearningRate">The initial learning rate.</param>
    /// <param name="decaySteps">The number of steps of the decay.</param>
    /// <param name="endLearningRate">The last learning rate. Default: 0.0001.</param>
    /// <param name="power">The power; 1 falls in a line. Default: 1.</param>
    /// <param name="cycle">Whether the decay restarts beyond its steps. Default: false.</param>
    /// <param name="name">Its name. Default: "PolynomialDecay".</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is not above 0.</exception>
    public PolynomialDecay(double initialLearningRate, double decaySteps, double endLearningRate = 0.0001,
        double power = 1, bool cycle = false, string name = "PolynomialDecay")
        : base(name)
    {
        InitialLearningRate = Hyperparameter.Finite(initialLearningRate, nameof(initialLearningRate), nameof(PolynomialDecay));
        DecaySteps = Positive(decaySteps, nameof(decaySteps), nameof(PolynomialDecay));
        EndLearningRate = Hyperparameter.Finite(endLearningRate, nameof(endLearningRate), nameof(PolynomialDecay));
        Power = Hyperparameter.Finite(power, nameof(power), nameof(PolynomialDecay));
        Cycle = cycle;
    }

    /// <summary>The initial learning rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The number of steps of the decay.</summary>
    [ConfigArgument(AsInteger = true)]
    public double DecaySteps { get; }

    /// <summary>The last learning rate.</summary>
    public double EndLearningRate { get; }

    /// <summary>The power; 1 falls in a line.</summary>
    public double Power { get; }

    /// <summary>Whether the decay restarts beyond its steps.</summary>
    public bool Cycle { get; }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol step)
    {
        Symbol done = step.Cast(DType.Float32), steps = done.Number(DecaySteps);
        if (Cycle)
            steps *= Ops.Where(Ops.Equal(done, done.Number(0)), done.Number(1), RawOps.Ceil(done / DecaySteps));
        else
            done = Ops.Minimum(done, steps);
        Symbol first = done.Number(InitialLearningRate), last = done.Number(EndLearningRate);
        return ((first - last) * Ops.Power(1 - (done / steps), Power)) + last;
    }
}
