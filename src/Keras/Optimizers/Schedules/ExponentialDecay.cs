using TensorFlow;

namespace Keras.Optimizers.Schedules;

/// <summary>
/// A learning rate that falls by a factor: <c>first · rate^(step / steps)</c> (<c>keras.optimizers.schedules.ExponentialDecay</c>).
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(InitialLearningRate), nameof(DecaySteps), nameof(DecayRate), nameof(Staircase), nameof(Name))]
public sealed partial class ExponentialDecay : LearningRateSchedule
{
    /// <summary>Exponential decay.</summary>
    /// <param name="initialLearningRate">The initial learning rate.</param>
    /// <param name="decaySteps">The number of steps of the decay.</param>
    /// <param name="decayRate">The factor of one decay.</param>
    /// <param name="staircase">Whether the learning rate decays in discrete steps. Default: false.</param>
    /// <param name="name">Its name. Default: "ExponentialDecay".</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is not above 0.</exception>
    public ExponentialDecay(double initialLearningRate, double decaySteps,
        double decayRate, bool staircase = false, string name = "ExponentialDecay")
        : base(name)
    {
        InitialLearningRate = Hyperparameter.Finite(initialLearningRate, nameof(initialLearningRate), nameof(ExponentialDecay));
        DecaySteps = Positive(decaySteps, nameof(decaySteps), nameof(ExponentialDecay));
        DecayRate = Hyperparameter.Finite(decayRate, nameof(decayRate), nameof(ExponentialDecay));
        Staircase = staircase;
    }

    /// <summary>The initial learning rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The number of steps of the decay.</summary>
    [ConfigArgument(AsInteger = true)]
    public double DecaySteps { get; }

    /// <summary>The factor of one decay.</summary>
    public double DecayRate { get; }

    /// <summary>Whether the learning rate decays in discrete steps.</summary>
    public bool Staircase { get; }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol step)
    {
        Symbol decays = step.Cast(DType.Float32) / DecaySteps;
        if (Staircase)
            decays = RawOps.Floor(decays);
        return InitialLearningRate * RawOps.Pow(decays.Number(DecayRate), decays);
    }
}
