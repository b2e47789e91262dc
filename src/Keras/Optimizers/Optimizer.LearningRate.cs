using System.Globalization;
using Keras.Optimizers;
using TensorFlow;

namespace Keras;

/// <content>The learning rate.</content>
public abstract partial class Optimizer
{
    private readonly Weight learningRateWeight;
    private LearningRateSchedule? schedule;
    private double learningRate;

    /// <summary>
    /// The learning rate; with a <see cref="LearningRateSchedule"/>, that of the next step. A new value takes effect at the next step,
    /// without compiling anew.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number, or is below zero.</exception>
    /// <exception cref="InvalidOperationException">The learning rate follows a schedule.</exception>
    [CommonArgument(Reader = nameof(ReadLearningRate))]
    public double LearningRate
    {
        get => RateOwner is { } owner ? owner.LearningRate : LearningRateSchedule is null ? learningRate : ScheduledRate.Now(this);
        set
        {
            if (RateOwner is { } owner)
            {
                owner.LearningRate = value;
                return;
            }

            if (LearningRateSchedule is not null)
                throw new InvalidOperationException(
                    $"The learning rate of '{Name}' follows the schedule '{LearningRateSchedule.Name}' and cannot be set; "
                    + "make an optimizer without a schedule.");
            CheckLearningRate(value);
            using Tensor tensor = Tensor.Scalar((float)value);
            learningRateWeight.Assign(tensor);
            learningRate = Hyperparameter.Meant(value);
        }
    }

    /// <summary>Reads the learning rate of a config for a constructor.</summary>
    /// <param name="config">The arguments.</param>
    /// <param name="defaultRate">The learning rate where the config has none, or a schedule, which is read for all optimizers
    /// alike.</param>
    /// <exception cref="ConfigException">The argument is not a number.</exception>
    protected internal static double ReadLearningRate(Config config, double defaultRate) => ScheduledRate.FromConfig(config, defaultRate);

    /// <summary>The schedule that the learning rate follows; null (default) for a constant one.</summary>
    public LearningRateSchedule? LearningRateSchedule
    {
        get => schedule;
        init => schedule = value;
    }

    /// <summary>The learning rate of the step being written.</summary>
    internal Symbol Rate => schedule is null ? learningRateWeight.ToSymbol() : schedule.Apply(iterations);

    /// <summary>Makes the learning rate that of the state, where that was read from a file.</summary>
    internal void TakeOverLearningRate()
    {
        foreach (Optimizer inner in Inner)
            inner.TakeOverLearningRate();
        if (Inner.Count > 0)
            return;
        using Tensor value = learningRateWeight.Read();
        float rate = value.ToScalar<float>();
        if (rate != (float)learningRate)
            LearningRate = Hyperparameter.Meant(rate);
    }

    /// <summary>The optimizer whose learning rate is this one's; null for its own.</summary>
    protected internal virtual Optimizer? RateOwner => null;

    private protected static LearningRateSchedule Required(LearningRateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule, "learningRate");
        return schedule;
    }

    private static void CheckLearningRate(double rate)
    {
        if (!double.IsFinite(rate) || rate < 0)
            throw new ArgumentOutOfRangeException(nameof(rate), rate,
                string.Create(CultureInfo.InvariantCulture, $"Expected a finite learning rate of at least 0, got {rate}."));
    }
}
