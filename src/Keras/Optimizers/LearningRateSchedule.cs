using System.Globalization;
using TensorFlow;

namespace Keras;

/// <summary>A learning rate that changes with the steps made; see <see cref="Optimizer.LearningRateSchedule"/>.</summary>
/// <param name="name">The name. Default: that of the class. A generated config has it where the constructor takes it.</param>
[KerasSerializable]
public abstract class LearningRateSchedule(string? name = null) : KerasObject
{
    /// <summary>The name.</summary>
    public string Name => name ?? ClassName;

    /// <summary>
    /// Gets the classes of learning rate schedules by name, for reading one that is an argument: <c>config.GetObject("learning_rate",
    /// LearningRateSchedule.Registry)</c>.
    /// </summary>
    public static Registry<LearningRateSchedule> Registry => Optimizers.Schedules.ScheduleRegistry.Instance;

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(LearningRateSchedule).Assembly ? "keras.optimizers.schedules" : null;

    /// <summary>Writes the computation of the learning rate.</summary>
    /// <param name="step">The number of steps made, a scalar of any type of numbers.</param>
    /// <returns>A scalar.</returns>
    public Symbol Apply(Symbol step) => Call(step);

    /// <summary>Writes the computation of the learning rate.</summary>
    /// <param name="step">The number of steps made, a scalar of any type of numbers.</param>
    /// <returns>A scalar; of float32, as Keras's.</returns>
    protected abstract Symbol Call(Symbol step);

    /// <summary>A number of steps that must be above 0.</summary>
    private protected static double Positive(double value, string parameter, string owner) => value > 0
        ? Hyperparameter.Meant(value)
        : throw new ArgumentOutOfRangeException(
            parameter, value, string.Create(CultureInfo.InvariantCulture, $"{owner}: expected {parameter} above 0, got {value}."));
}
