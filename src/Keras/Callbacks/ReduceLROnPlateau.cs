using System.Globalization;

namespace Keras.Callbacks;

/// <summary>
/// Multiplies the learning rate by a factor when a number no longer improves, and logs it as "learning_rate"
/// (keras.callbacks.ReduceLROnPlateau). Each of the optimizers of a <c>MultiOptimizer</c> is treated so.
/// </summary>
/// <example>
/// <code>
/// using var model = new Sequential(new Dense(1) { InputShape = [1] });
/// model.Compile("adam", "mse");
/// model.Fit(new float[,] { { 0 }, { 1 } }, new float[] { 0, 2 }, epochs: 5,
///     callbacks: [new ReduceLROnPlateau { Monitor = "loss", Factor = 0.5, Patience = 2 }]);
/// </code>
/// </example>
public sealed class ReduceLROnPlateau : Callback
{
    private double? best;
    private int wait;
    private int cooldown;
    private bool? largerIsBetter;

    /// <summary>The monitored value. Default: "val_loss". "learning_rate" is among the metrics.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>The factor by which the learning rate is reduced, below 1. Default: 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1).</exception>
    public double Factor
    {
        get;
        init => field = value is >= 0 and < 1
            ? Hyperparameter.Meant(value)
            : throw new ArgumentOutOfRangeException(nameof(value), value,
                string.Create(CultureInfo.InvariantCulture, $"ReduceLROnPlateau: expected a factor in [0, 1), got {value}."));
    }

    = 0.1;

    /// <summary>The patience: epochs without improvement after which the learning rate is reduced. Default: 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
    public int Patience
    {
        get;
        init => field = Hyperparameter.AtLeast(0, value, nameof(Patience), nameof(ReduceLROnPlateau));
    }

    = 10;

    /// <summary>Whether smaller ("min") or larger ("max") is better; "auto" (default) tells by the number's name.</summary>
    /// <exception cref="UnknownNameException">There is no such mode.</exception>
    public string Mode
    {
        get;
        init => field = MonitorDirection.RequireMode(value);
    }

    = "auto";

    /// <summary>The smallest change that counts as an improvement; its sign is ignored. Default: 0.0001.</summary>
    public double MinDelta
    {
        get;
        init => field = Hyperparameter.Finite(value, nameof(MinDelta), nameof(ReduceLROnPlateau));
    }

    = 1e-4;

    /// <summary>The cooldown: epochs after a reduction that are not counted. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
    public int Cooldown
    {
        get;
        init => field = Hyperparameter.AtLeast(0, value, nameof(Cooldown), nameof(ReduceLROnPlateau));
    }

    /// <summary>The smallest learning rate. Default: 0.</summary>
    public double MinLearningRate
    {
        get;
        init => field = Hyperparameter.NotNegative(value, nameof(MinLearningRate), nameof(ReduceLROnPlateau));
    }

    /// <summary>Whether a line is printed for each reduction. Default: false.</summary>
    public bool Verbose { get; init; }

    /// <inheritdoc/>
    protected internal override string StateKey => $"{nameof(ReduceLROnPlateau)}:{Monitor}";

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs) => (best, wait, cooldown, largerIsBetter) = (null, 0, 0, null);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        LearningRates.AddTo(logs, Model.Optimizer);
        if (MonitoredNumber.Of(this, Monitor, logs, "never reduces the learning rate") is not { } current)
            return;

        largerIsBetter ??= MonitorDirection.Of(Model, Monitor, Mode);
        if (cooldown > 0)
        {
            cooldown--;
            wait = 0;
        }

        if (best is not { } reference || Improvement.Is(current, reference, MinDelta, largerIsBetter.Value))
        {
            (best, wait) = (current, 0);
            return;
        }

        if (cooldown > 0 || ++wait < Patience || !Reduce(epoch))
            return;
        (cooldown, wait) = (Cooldown, 0);
    }

    /// <inheritdoc/>
    protected internal override CallbackState? SaveState()
    {
        Dictionary<string, double> numbers = CallbackState.OfBest(best, largerIsBetter ?? MonitorDirection.Known(Model, Monitor, Mode));
        numbers["wait"] = wait;
        numbers["cooldown"] = cooldown;
        return new(LastEpoch, numbers);
    }

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        if (state.LargerIsBetter is not { } larger || (Mode != "auto" && larger != (Mode == "max")))
            return;
        (largerIsBetter, best) = (larger, state.Best);
        (wait, cooldown) = ((int)(state.Find("wait") ?? 0), (int)(state.Find("cooldown") ?? 0));
    }

    private bool Reduce(int epoch)
    {
        bool reduced = false;
        foreach ((string name, Optimizer optimizer) in LearningRates.Of(Model.Optimizer))
        {
            double rate = optimizer.LearningRate;
            if (rate <= (float)MinLearningRate)
                continue;
            optimizer.LearningRate = Math.Max(rate * Factor, MinLearningRate);
            reduced = true;
            if (Verbose)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"Epoch {epoch + 1}: the {LearningRates.Designation(name, optimizer)}learning rate is reduced to "
                    + $"{optimizer.LearningRate}"));
        }

        return reduced;
    }
}
