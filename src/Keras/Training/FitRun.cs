using Keras.Callbacks;
using Keras.Telemetry;

namespace Keras.Training;

/// <summary>One call of <c>Fit</c>.</summary>
internal sealed partial class FitRun : IDisposable
{
    private readonly Model model;
    private readonly Dataset dataset;
    private readonly FitOptions options;
    private readonly History history;
    private readonly ProgressReports reports;
    private readonly CancellationToken cancellation;
    private readonly CallbackList callbacks;
    private readonly TickPacer pacer = new();
    private readonly BatchHooks hooks;
    private readonly int stepsPerExecution;
    private readonly RunTelemetry telemetry;

    public FitRun(Model model, Dataset dataset, FitOptions options, History history,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        this.model = model;
        this.dataset = dataset;
        foreach (Callback callback in options.Callbacks)
            options = callback.Resume(model, options, history);

        if (options.Resume && model.TrainingState.NextEpoch(TrainingPosition.Iterations(model)) is { } next)
            options = options with { InitialEpoch = next };

        this.options = options;
        this.history = history;
        this.cancellation = cancellation;
        List<Callback> all = [.. options.Callbacks, history];
        if (options.Verbose != Verbosity.Silent && !options.Callbacks.Any(c => c is ProgbarLogger))
            all.Add(new ProgbarLogger());
        telemetry = new(model, options, trains: true);
        all.Add(telemetry);
        history.Attach(model, options);
        callbacks = new(model, options, all);
        history.Warning = callbacks.Warn;
        stepsPerExecution = options.StepsPerExecution ?? model.Settings.StepsPerExecution;
        reports = new(now =>
        {
            callbacks.Each(c => c.OnProgress(now));
            progress?.Report(now);
        });
        hooks = new(
            callbacks.WatchesTrainBatches,
            stepsPerExecution,
            first => callbacks.Each(c => c.OnTrainBatchBegin(first, new())),
            (last, logs) => callbacks.Each(c => c.OnTrainBatchEnd(last, logs)));
    }

    public History Execute()
    {
        try
        {
            return Train();
        }
        catch (Exception e) when (telemetry.Fail(e))
        {
            throw;
        }
        finally
        {
            callbacks.EndRun();
        }
    }

    public void Dispose() => telemetry.Dispose();

    private History Train()
    {
        UnusedArguments.Warn(model, dataset, options);
        using MetricStates states = model.Tracked.BeginRun();
        using RunData data = new(dataset);
        StepSpec spec = RunPreparation.Prepare(model, data, trains: true, options.BatchSize, options.ClassWeight, "Fit");
        using EpochPosition? position = model.TrainingState.TakePosition(options, TrainingPosition.Iterations(model));
        bool isResumed = options.InitialEpoch > 0 || position is not null;
        if (isResumed && model.TrainingState.Raw is { IsCurrent: true } raw)
            raw.Restore();
        model.TrainingState.Keep(null);
        EpochRandomness randomness = new(model, options.Seed);
        (Range range, EvaluateRun? validation) = Validation();
        using (validation)
        using (BatchRunner train = data.Runner(model.Functions, spec, range, options.GivenBatchSize, options.StepsPerEpoch))
        {
            telemetry.SetBatchSize(train.BatchSize);
            EpochPosition? resumed = Usable(position, train);
            TrainingPosition place = new(model, train, randomness, resumed);
            train.Starting = place.Starting;
            model.StopTraining = false;
            callbacks.Attach(resumed?.Step ?? 0);
            model.TrainingState.Begin(callbacks, place.Capture, isNew: !isResumed);
            Logs logs = Epochs(train, validation, place, isResumed);
            FinishWeights();
            history.Compilation = model.Compilation;
            callbacks.Each(c => c.OnTrainEnd(logs));
        }

        return history;
    }

    /// <summary>Runs the epochs; returns the logs of the last one that was finished.</summary>
    private Logs Epochs(BatchRunner train, EvaluateRun? validation, TrainingPosition place, bool isResumed)
    {
        Logs logs = new();
        try
        {
            callbacks.Each(c => c.OnTrainBegin(new()));
            if (isResumed)
                callbacks.RestoreStates(model.TrainingState);
            for (int epoch = options.InitialEpoch; epoch < options.Epochs && !model.StopTraining; epoch++)
            {
                if (Epoch(epoch, train, validation, place) is not { } finished)
                {
                    model.TrainingState.Capture();
                    break;
                }

                logs = finished;
            }
        }
        finally
        {
            model.TrainingState.End();
        }

        return logs;
    }

    /// <summary>The position from which training resumes; null if the number of batches in an epoch has changed.</summary>
    private EpochPosition? Usable(EpochPosition? position, BatchRunner train)
    {
        if (position is null || position.Steps is not { } then || train.Steps is not { } now || then == now)
            return position;
        model.Warn(
            $"Fit: the training that is resumed was interrupted after batch {position.Step} of {then} of epoch {position.Epoch + 1}, "
            + $"but an epoch has {now} batches now; the epoch begins anew. Give the same data and batch size to go on within the epoch.");
        return null;
    }

    private void FinishWeights()
    {
        // Before the first step there is no moving average.
        Optimizer[] averaging = [.. model.Optimizers.Where(o => o.KeepsAverages && o.IterationCount > 0)];
        if (averaging.Length == 0)
            return;
        RawWeights raw = RawWeights.Of(model);
        model.TrainingState.Keep(raw);
        using StatefulFunction finish = StatefulFunction.Trace("finish", [], _ =>
        {
            foreach (Optimizer optimizer in averaging)
                optimizer.FinalizeVariables();
            return [];
        });
        _ = finish.Run(Array.Empty<TensorFlow.Tensor>());
        raw.Seal();
    }
}
