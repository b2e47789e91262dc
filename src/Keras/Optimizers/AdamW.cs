namespace Keras.Optimizers;

/// <summary>Adam that decays the weights apart from the gradients (Loshchilov and Hutter, 2019; <c>keras.optimizers.AdamW</c>).</summary>
public sealed class AdamW : Adam
{
    /// <summary>AdamW.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001.</param>
    /// <param name="weightDecay">The weight decay: the fraction of each weight, times the learning rate, subtracted before a step. Default:
    /// 0.004.</param>
    /// <param name="beta1">The decay rate of the first-moment estimate (β₁). Default: 0.9.</param>
    /// <param name="beta2">The decay rate of the second-moment estimate (β₂). Default: 0.999.</param>
    /// <param name="epsilon">The constant ε for numerical stability. Default: 1e-7.</param>
    /// <param name="amsgrad">Whether the AMSGrad variant is used: the maximum of all second-moment estimates divides. Default:
    /// false.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is out of range.</exception>
    public AdamW(
        double learningRate = 0.001, double weightDecay = 0.004,
        double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) =>
        WeightDecay = Hyperparameter.Finite(weightDecay, nameof(weightDecay), nameof(AdamW));

    /// <summary>AdamW, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="AdamW(double, double, double, double, double, bool)"/>
    public AdamW(
        LearningRateSchedule learningRate,
        double weightDecay = 0.004,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        bool amsgrad = false)
        : this(0.001, weightDecay, beta1, beta2, epsilon, amsgrad) =>
        LearningRateSchedule = Required(learningRate);

    internal static new AdamW FromConfig(Config config)
    {
        if (config.Keys.Contains("weight_decay") && !config.Has("weight_decay"))
            throw new ConfigException("AdamW: expected a number as weight_decay, got null; use Adam to go without.");
        return new(
            ScheduledRate.FromConfig(config, 0.001),
            config.GetDouble("weight_decay", 0.004),
            config.GetDouble("beta_1", 0.9),
            config.GetDouble("beta_2", 0.999),
            config.GetDouble("epsilon", 1e-7),
            config.GetBool("amsgrad", false));
    }
}
