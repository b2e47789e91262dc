using System.Diagnostics;
using System.Globalization;

namespace Keras.Training;

/// <content>One epoch: its batches, its validation and the warning of a loss that is not finite.</content>
internal sealed partial class FitRun
{
    private bool warnedOfLoss;

    /// <summary>Runs an epoch; returns null if it was cancelled.</summary>
    private Logs? Epoch(int epoch, BatchRunner train, EvaluateRun? validation, TrainingPosition place)
    {
        if (Cancelled(null))
            return null;
        model.Tracked.Reset();
        callbacks.Each(c => c.OnEpochBegin(epoch, new()));
        if (Batches(epoch, train, place) is not { } logs || !TryValidate(epoch, validation, logs))
            return null;
        place.End();
        model.TrainingState.Finish(epoch, logs);
        callbacks.EndEpoch(epoch, logs);
        model.TrainingState.Capture();
        return logs;
    }

    /// <summary>Trains on the batches of an epoch; returns null if it was cancelled.</summary>
    private Logs? Batches(int epoch, BatchRunner train, TrainingPosition place)
    {
        Stopwatch clock = Stopwatch.StartNew();
        Stopwatch call = Stopwatch.StartNew();
        (int before, Logs logs, Random random) = place.Begin(epoch);
        hooks.Restart(before);
        reports.Restart();
        foreach (int done in train.Run(options.Shuffle, random, () => hooks.NextSteps(pacer.Next), before))
        {
            pacer.Observe(done - before, call.Elapsed);
            logs = RunPreparation.ToLogs(model, trains: true, train.Results);
            place.Finished(done, logs);
            CheckLoss(logs, epoch, done);
            hooks.Finished(done, logs);
            reports.Offer(new(epoch, options.Epochs, done, train.Steps, logs, clock.Elapsed));
            before = done;
            if (Cancelled(logs))
                return null;
            if (model.StopTraining)
                break;
            call.Restart();
        }

        hooks.Close();
        model.Tracked.Caution(model.Warn);
        reports.Flush();
        if (train.RanOut)
            history.Warn($"The data ran out after {before} of {options.StepsPerEpoch} steps in epoch {epoch + 1}, which ended there; "
                + "give at least as many batches as steps per epoch × epochs.");
        return logs;
    }

    /// <summary>Validates the model where the epoch ends with a validation; returns false if it was cancelled.</summary>
    private bool TryValidate(int epoch, EvaluateRun? validation, Logs logs)
    {
        if (validation is null || (epoch + 1) % options.ValidationFrequency != 0)
            return true;
        try
        {
            logs.Add("val_", validation.Execute(cancellation));
            return true;
        }
        catch (OperationCanceledException) when (Cancelled(logs))
        {
            return false;
        }
    }

    private void CheckLoss(Logs logs, int epoch, int step)
    {
        // A custom training step may log losses under other names.
        string? name = warnedOfLoss ? null
            : logs.Keys.FirstOrDefault(k => k.EndsWith("loss", StringComparison.Ordinal) && !double.IsFinite(logs[k]));
        if (name is null)
            return;
        warnedOfLoss = true;
        history.Warn(string.Create(
            CultureInfo.InvariantCulture,
            $"The {(name == "loss" ? "loss" : $"value '{name}'")} became {logs[name]} in epoch {epoch + 1} by batch {step}; "
            + $"lower the learning rate, check the data for NaN, or add TerminateOnNaN to stop there."));
    }

    private bool Cancelled(Logs? logs)
    {
        if (!cancellation.IsCancellationRequested)
            return false;
        history.WasCancelled = true;
        history.CancelledAt = logs;
        telemetry.Cancel();
        return true;
    }
}
