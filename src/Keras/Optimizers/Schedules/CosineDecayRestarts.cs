using TensorFlow;

namespace Keras.Optimizers.Schedules;

/// <summary>
/// A learning rate that falls as half a cosine wave again and again (Loshchilov and Hutter, 2016)
/// (<c>keras.optimizers.schedules.CosineDecayRestarts</c>).
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(InitialLearningRate), nameof(FirstDecaySteps), nameof(TMul), nameof(MMul), nameof(Alpha), nameof(Name))]
public sealed partial class CosineDecayRestarts : LearningRateSchedule
{
    /// <summary>Cosine decay with restarts.</summary>
    /// <param name="initialLearningRate">The initial learning rate.</param>
    /// <param name="firstDecaySteps">The number of steps of the first decay.</param>
    /// <param name="tMul">The factor of the length of each decay relative to the one before. Default: 2.</param>
    /// <param name="mMul">The factor of the initial learning rate of each decay relative to the one before. Default: 1.</param>
    /// <param name="alpha">The final learning rate as a fraction of the initial one. Default: 0.</param>
    /// <param name="name">Its name. Default: "SGDRDecay".</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is not above 0.</exception>
    public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps,
        double tMul = 2, double mMul = 1, double alpha = 0, string name = "SGDRDecay")
        : base(name)
    {
        InitialLearningRate = Hyperparameter.Finite(initialLearningRate, nameof(initialLearningRate), nameof(CosineDecayRestarts));
        FirstDecaySteps = Positive(firstDecaySteps, nameof(firstDecaySteps), nameof(CosineDecayRestarts));
        TMul = Hyperparameter.Finite(tMul, nameof(tMul), nameof(CosineDecayRestarts));
        MMul = Hyperparameter.Finite(mMul, nameof(mMul), nameof(CosineDecayRestarts));
        Alpha = Hyperparameter.Finite(alpha, nameof(alpha), nameof(CosineDecayRestarts));
    }

    /// <summary>The initial learning rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The number of steps of the first decay.</summary>
    [ConfigArgument(AsInteger = true)]
    public double FirstDecaySteps { get; }

    /// <summary>The factor of the length of each decay relative to the one before.</summary>
    public double TMul { get; }

    /// <summary>The factor of the initial learning rate of each decay relative to the one before.</summary>
    public double MMul { get; }

    /// <summary>The last learning rate as a part of the first.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol step)
    {
        Symbol fraction = step.Cast(DType.Float32) / FirstDecaySteps;
        Symbol restarts;
        if (TMul == 1)
        {
            restarts = RawOps.Floor(fraction);
            fraction -= restarts;
        }
        else
        {
            // In single precision throughout, as Keras: at a restart the rounding of the logarithms decides on which side a step falls.
            Symbol factor = fraction.Number(TMul);
            restarts = RawOps.Floor(Ops.Log(1 - (fraction * (1 - factor))) / Ops.Log(factor));
            Symbol scale = RawOps.Pow(factor, restarts);
            fraction = (fraction - ((1 - scale) / (1 - factor))) / scale;
        }

        Symbol wave = 0.5 * RawOps.Pow(fraction.Number(MMul), restarts) * (1 + RawOps.Cos(Math.PI * fraction));
        Symbol alpha = fraction.Number(Alpha);
        return InitialLearningRate * (((1 - alpha) * wave) + alpha);
    }
}
