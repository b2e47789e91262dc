using TensorFlow;

namespace Keras.Optimizers.Schedules;

/// <summary>
/// A learning rate that falls as one over the steps: <c>first / (1 + rate · step / steps)</c>
/// (<c>keras.optimizers.schedules.InverseTimeDecay</c>).
/// </summary>
public sealed class InverseTimeDecay : LearningRateSchedule
{
    /// <summary>Inverse decay.</summary>
    /// <param name="initialLearningRate">The first learning rate.</param>
    /// <param name="decaySteps">How many steps the decay takes.</param>
    /// <param name="decayRate">How much each decay adds to the divisor.</param>
    /// <param name="staircase">Whether it falls only after each whole number of decays; false by default.</param>
    /// <param name="name">Its name; "InverseTimeDecay" by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is not above 0.</exception>
    public InverseTimeDecay(double initialLearningRate, double decaySteps,
        double decayRate, bool staircase = false, string name = "InverseTimeDecay")
        : base(name)
    {
        InitialLearningRate = Hyperparameter.Meant(initialLearningRate);
        DecaySteps = Positive(decaySteps, nameof(decaySteps), nameof(InverseTimeDecay));
        DecayRate = Hyperparameter.Meant(decayRate);
        Staircase = staircase;
    }

    /// <summary>The first learning rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>How many steps the decay takes.</summary>
    public double DecaySteps { get; }

    /// <summary>How much each decay adds to the divisor.</summary>
    public double DecayRate { get; }

    /// <summary>Whether it falls only after each whole number of decays.</summary>
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
