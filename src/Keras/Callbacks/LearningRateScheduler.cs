using System.Globalization;
namespace Keras.Callbacks;

/// <summary>
/// Sets the learning rate before each epoch to what a function says, and logs it as "learning_rate"
/// (keras.callbacks.LearningRateScheduler). With a <c>MultiOptimizer</c> the function is asked for each optimizer.
/// </summary>
/// <example><c>new LearningRateScheduler((epoch, rate) => epoch &lt; 10 ? rate : rate * 0.9)</c></example>
/// <param name="schedule">Gets the epoch, from 0, and the present learning rate, and returns that of the epoch.</param>
public sealed class LearningRateScheduler(Func<int, double, double> schedule) : Callback
{
    private readonly Func<int, double, double> schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>Whether the learning rate of each epoch is printed. Default: false.</summary>
    public bool Verbose { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The function returned a number that is no learning rate, or the optimizer follows a
    /// schedule of its own.</exception>
    public override void OnEpochBegin(int epoch, Logs logs)
    {
        // The rates are those of this epoch already.
        if (GoesOnWithin(epoch))
            return;
        foreach ((string name, Optimizer optimizer) in LearningRates.Of(Model.Optimizer))
        {
            double rate = schedule(epoch, optimizer.LearningRate);
            if (!double.IsFinite(rate) || rate < 0)
                throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture,
                    $"LearningRateScheduler: expected a finite learning rate of at least 0 for epoch {epoch}, got {rate} from "
                    + $"the function."));
            optimizer.LearningRate = rate;
            if (Verbose)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"Epoch {epoch + 1}: the {LearningRates.Designation(name, optimizer)}learning rate is {optimizer.LearningRate}"));
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => LearningRates.AddTo(logs, Model.Optimizer);
}
