using TensorFlow;

namespace Keras.Optimizers.Schedules;

/// <summary>
/// A cosine decay, optionally after a linear warmup (Loshchilov and Hutter, 2016) (<c>keras.optimizers.schedules.CosineDecay</c>).
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(InitialLearningRate), nameof(DecaySteps), nameof(Alpha), nameof(Name))]
public sealed partial class CosineDecay : LearningRateSchedule
{
    /// <summary>Cosine decay.</summary>
    /// <param name="initialLearningRate">The initial learning rate.</param>
    /// <param name="decaySteps">The number of steps of the decay.</param>
    /// <param name="alpha">The final learning rate as a fraction of the one before the decay. Default: 0.</param>
    /// <param name="warmupTarget">The learning rate at the end of the warmup. Default: null, no warmup.</param>
    /// <param name="warmupSteps">The number of warmup steps. Default: 0.</param>
    /// <param name="name">Its name. Default: "CosineDecay".</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is not above 0.</exception>
    public CosineDecay(double initialLearningRate, double decaySteps, double alpha = 0,
        double? warmupTarget = null, double warmupSteps = 0, string name = "CosineDecay")
        : base(name)
    {
        InitialLearningRate = Hyperparameter.Finite(initialLearningRate, nameof(initialLearningRate), nameof(CosineDecay));
        DecaySteps = Positive(decaySteps, nameof(decaySteps), nameof(CosineDecay));
        Alpha = Hyperparameter.Finite(alpha, nameof(alpha), nameof(CosineDecay));
        WarmupTarget = warmupTarget is { } given ? Hyperparameter.Finite(given, nameof(warmupTarget), nameof(CosineDecay)) : null;
        WarmupSteps = Hyperparameter.Finite(warmupSteps, nameof(warmupSteps), nameof(CosineDecay));
    }

    /// <summary>The initial learning rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The number of steps of the decay.</summary>
    [ConfigArgument(AsInteger = true)]
    public double DecaySteps { get; }

    /// <summary>The final learning rate as a fraction of the one before the decay.</summary>
    public double Alpha { get; }

    /// <summary>The learning rate at the end of the warmup; null for none.</summary>
    public double? WarmupTarget { get; }

    /// <summary>The number of warmup steps.</summary>
    [ConfigArgument(AsInteger = true)]
    public double WarmupSteps { get; }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol step)
    {
        Symbol done = step.Cast(DType.Float32);
        if (WarmupTarget is not { } target)
            return Decay(Ops.Minimum(done, DecaySteps), done.Number(InitialLearningRate));
        done = Ops.Minimum(done, done.Number(DecaySteps) + WarmupSteps);
        Symbol first = done.Number(InitialLearningRate), top = done.Number(target);
        Symbol rising = ((top - first) * (done / WarmupSteps)) + first;
        return Ops.Where(Ops.Less(done, WarmupSteps), rising, Decay(done - WarmupSteps, top));
    }

    private Symbol Decay(Symbol done, Symbol from) =>
        from * (((1 - Alpha) * (0.5 * (1 + RawOps.Cos(Math.PI * (done / DecaySteps))))) + Alpha);
}
