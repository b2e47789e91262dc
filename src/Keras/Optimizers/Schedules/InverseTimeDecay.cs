using TensorFlow;

namespace Keras.Optimizers.Schedules;

/// <summary>
/// A learning rate that falls as one over the steps: <c>first / (1 + rate · step / steps)</c>
/// (<c>keras.optimizers.schedules.InverseTimeDecay</c>).
/// </summary>
public sealed class InverseTimeDecay : LearningRateSchedule
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
    public double DecaySteps { get; }

    /// <summary>The decay rate.</summary>
    public double DecayRate { get; }

    /// <summary>Whether the learning rate decays in discrete steps.</summary>
    public bool Staircase { get; }

    internal static InverseTimeDecay FromConfig(Config config) => new(
        Required(config, "initial_learning_rate", nameof(InverseTimeDecay)),
        Required(config, "decay_steps", nameof(InverseTimeDecay)),
        Required(config, "decay_rate", nameof(InverseTimeDecay)),
        config.GetBool("staircase", false),
        config.GetString("name", "InverseTimeDecay")!);

    /// <inheritdoc/>
    protected override Symbol Call(Symbol step)
    {
        Symbol decays = step.Cast(DType.Float32) / DecaySteps;
        if (Staircase)
            decays = RawOps.Floor(decays);
        return InitialLearningRate / (1 + (DecayRate * decays));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config
        .Set("initial_learning_rate", InitialLearningRate)
        .SetNumber("decay_steps", DecaySteps)
        .Set("decay_rate", DecayRate)
        .Set("staircase", Staircase)
        .Set("name", Name);
}
