namespace Keras.CustomParts;

public sealed class AdamW : Adam
{
    public AdamW(
        double learningRate = 0.001, double weightDecay = 0.004, double beta1 =
            0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) =>
        WeightDecay = weightDecay;

    public AdamW(
        LearningRateSchedule learningRate,
        double weightDecay = 0.004,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        bool amsgrad = false)
        : this(0.001, weightDecay, beta1, beta2, epsilon, amsgrad) =>
        LearningRateSchedule = learningRate;

    public static new AdamW FromConfig(Config config)
    {
        if (config.Keys.Contains("weight_decay") && !config.Has("weight_decay"))
            throw new ConfigException("AdamW: expected a number as weight_decay, got null; use Adam to go without.");
        return new(
            0.001,
            config.GetDouble("weight_decay", 0.004),
            config.GetDouble("beta_1", 0.9),
            config.GetDouble("beta_2", 0.999),
            config.GetDouble("epsilon", 1e-7),
            config.GetBool("amsgrad", false));
    }
}
