using Keras.Training;
using TensorFlow;

namespace Keras.Callbacks;

/// <summary>Stops training when a number no longer improves (keras.callbacks.EarlyStopping).</summary>
/// <example>
/// <code>
/// using var model = new Sequential(new Dense(1) { InputShape = [1] });
/// model.Compile("adam", "mse");
/// float[,] x = { { 0 }, { 1 }, { 2 }, { 3 } };
/// float[] y = [0, 2, 4, 6];
/// model.Fit(x, y, epochs: 20, validationSplit: 0.25, callbacks: [new EarlyStopping { Patience = 3, RestoreBestWeights = true }]);
/// </code>
/// </example>
public sealed class EarlyStopping : Callback
{
    private Tensor[]? bestWeights;
    private double best;
    private int wait;
    private bool? largerIsBetter;

    /// <summary>The monitored value. Default: "val_loss".</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>The smallest change that counts as an improvement; its sign is ignored. Default: 0.</summary>
    public double MinDelta
    {
        get;
        init => field = Hyperparameter.Finite(value, nameof(MinDelta), nameof(EarlyStopping));
    }

    /// <summary>The patience: epochs without improvement after which training stops. Default: 0, which is the same as 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
    public int Patience
    {
        get;
        init => field = Hyperparameter.AtLeast(0, value, nameof(Patience), nameof(EarlyStopping));
    }

    /// <summary>Whether smaller ("min") or larger ("max") is better; "auto" (default) tells by the number's name.</summary>
    /// <exception cref="UnknownNameException">There is no such mode.</exception>
    public string Mode
    {
        get;
        init => field = MonitorDirection.RequireMode(value);
    }

    = "auto";

    /// <summary>The baseline that has to be improved on. Default: null, none.</summary>
    public double? Baseline
    {
        get;
        init => field = Hyperparameter.Number(value, nameof(Baseline), nameof(EarlyStopping));
    }

    /// <summary>
    /// Whether the weights of the best epoch are restored at the end, also where training was not stopped. Default: false.
    /// </summary>
    public bool RestoreBestWeights { get; init; }

    /// <summary>The first epoch that is monitored. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
    public int StartFromEpoch
    {
        get;
        init => field = Hyperparameter.AtLeast(0, value, nameof(StartFromEpoch), nameof(EarlyStopping));
    }

    /// <summary>The epoch after which training was stopped; null where it was not.</summary>
    public int? StoppedEpoch { get; private set; }

    /// <summary>The epoch with the best number; null before there is one.</summary>
    public int? BestEpoch { get; private set; }

    /// <inheritdoc/>
    protected internal override string StateKey => $"{nameof(EarlyStopping)}:{Monitor}";

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        wait = 0;
        StoppedEpoch = null;
        BestEpoch = null;
        largerIsBetter = null;
        FreeBestWeights();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (epoch < StartFromEpoch)
            return;
        if (MonitoredNumber.Of(this, Monitor, logs, "never stops") is not { } current)
            return;

        largerIsBetter ??= MonitorDirection.Of(Model, Monitor, Mode);
        bool first = BestEpoch is null;
        if (first && RestoreBestWeights)
            KeepWeights();
        wait++;
        if (first || IsImprovement(current, best))
        {
            best = current;
            BestEpoch = epoch;
            if (RestoreBestWeights)
                KeepWeights();
            if (Baseline is not { } baseline || IsImprovement(current, baseline))
                wait = 0;
            return;
        }

        if (wait >= Patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            Model.StopTraining = true;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (bestWeights is not null)
        {
            // Training that is resumed goes on from the weights of the last epoch.
            TrainingState training = Model.TrainingState;
            if (training.Raw is null)
                training.Keep(RawWeights.Of(Model));
            Model.SetWeights(bestWeights);
            training.Raw!.Seal();
        }

        FreeBestWeights();
    }

    /// <inheritdoc/>
    protected internal override CallbackState? SaveState()
    {
        Dictionary<string, double> numbers =
            CallbackState.OfBest(BestEpoch is null ? null : best, largerIsBetter ?? MonitorDirection.Known(Model, Monitor, Mode));
        if (BestEpoch is { } epoch)
            numbers["best_epoch"] = epoch;
        // Who trains on after the stop wants another round of patience.
        numbers["wait"] = StoppedEpoch is null ? wait : 0;
        return new(LastEpoch, numbers, bestWeights is null ? null : [.. bestWeights.Select(w => w.Share())]);
    }

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        if (state.LargerIsBetter is not { } larger || (Mode != "auto" && larger != (Mode == "max")))
            return;
        largerIsBetter = larger;
        if (state.Best is not { } value || state.Find("best_epoch") is not { } epoch)
            return;
        (best, BestEpoch, wait) = (value, (int)epoch, (int)(state.Find("wait") ?? 0));
        if (RestoreBestWeights && state.Weights is { } kept)
            bestWeights = [.. kept.Select(w => w.Share())];
    }

    private bool IsImprovement(double value, double reference) => Improvement.Is(value, reference, MinDelta, largerIsBetter!.Value);

    private void KeepWeights()
    {
        FreeBestWeights();
        bestWeights = Model.GetWeights();
    }

    private void FreeBestWeights()
    {
        foreach (Tensor weight in bestWeights ?? [])
            weight.Dispose();
        bestWeights = null;
    }
}
