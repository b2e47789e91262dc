using TensorFlow;

namespace Keras.CustomParts;

public sealed class ExponentialDecay(double initial, double steps, double rate) : LearningRateSchedule("ExponentialDecay")
{
    public static ExponentialDecay FromConfig(Config config) =>
        new(config.GetDouble("initial_learning_rate"), config.GetDouble("decay_steps"), config.GetDouble("decay_rate"));

    protected override Symbol Call(Symbol step)
    {
        Symbol done = step.Cast(DType.Float32) / steps;
        return initial * RawOps.Pow(done.Number(rate), done);
    }

    protected override void WriteConfig(Config config) =>
        config.Set("initial_learning_rate", initial).Set("decay_steps", steps).Set("decay_rate", rate);
}
