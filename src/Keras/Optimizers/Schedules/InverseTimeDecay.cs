using TensorFlow;

namespace Keras.Optimizers.Schedules;

/// <summary>
/// A learning rate that falls as one over the steps: <c>first / (1 + rate · step / steps)</c>
/// (<c>keras.optimizers.schedules.InverseTimeDecay</c>).
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(InitialLearningRate), nameof(DecaySteps), nameof(DecayRate), nameof(Staircase), nameof(Name))]
public sealed partial class InverseTimeDecay : LearningRateSchedule
{
    /// <summary>Inverse decay.</summary>
    /// <param name="initialLearningRate">The initial learning rate.</param>
    /// <param name="decaySteps">The number of steps of the decay.</param>
    /// <param name="decayRate">The decay rate.</param>
    /// <param name="staircase">Whether the learning rate decays in discrete steps. Default: false.</param>
    /// <param name="name">Its name. Default: "InverseTimeDecay".</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is not above 0.</exception>
    public InverseTimeDecay(double initialLearningRate, double decaySteps,
        double decayRate, bool staircase = false, string name = "InverseTimeDecay")
        : base(name)
    {
        InitialLearningRate = Hyperparameter.Finite(initialLearningRate, nameof(initialLearningRate), nameof(InverseTimeDecay));
        DecaySteps = Positive(decaySteps, nameof(decaySteps), nameof(InverseTimeDecay));
        DecayRate = Hyperparameter.Finite(decayRate, nameof(decayRate), nameof(InverseTimeDecay));
        Staircase = staircase;
    }

    /// <summary>The initial learning rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The number of steps of the decay.</summary>
    [ConfigArgument(AsInteger = true)]
    public double DecaySteps { get; }

    /// <summary>The decay rate.</summary>
    public double DecayRate { get; }

    /// <summary>Whether the learning rate decays in discrete steps.</summary>
    public bool Staircase { get; }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol step)
    {
        Symbol decays = step.Cast(DType.Float32) / DecaySteps;
        if (Staircase)
            decays = RawOps.Floor(decays);
        return InitialLearningRate / (1 + (DecayRate * decays));
    }
}
