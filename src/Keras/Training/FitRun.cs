using System.Diagnostics;
using Keras.Callbacks;

namespace Keras;

/// <summary>One call of <c>Fit</c>.</summary>
internal sealed class FitRun
{
    private readonly Model model;
    private readonly Dataset data;
    private readonly FitOptions options;
    private readonly History history;
    private readonly IProgress<TrainingProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly CallbackList callbacks;
    private readonly TickPacer pacer = new();
    private readonly int stepsPerExecution;

    public FitRun(Model model, Dataset data, FitOptions options, History history, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        this.model = model;
        this.data = data;
        this.options = options;
        this.history = history;
        this.progress = progress;
        this.cancellation = cancellation;
        List<Callback> all = [.. options.Callbacks, history];
        if (options.Verbose != Verbosity.Silent)
            all.Add(new ProgressPrinter(options.Verbose));
        callbacks = new(model, options, all);
        stepsPerExecution = options.StepsPerExecution ?? model.Settings.StepsPerExecution;
    }

    public History Execute()
    {
        Job job = RunPreparation.Prepare(model, data, trains: true, options.ClassWeight, "Fit");
        Random random = new((int)RandomSeeds.Mix(options.Seed ?? RandomSeeds.Next()));
        if (options.Seed is { } seed)
            model.Reseed(seed);
        (BatchRunner train, EvaluateRun? validation) = Runners(job);
        using (train)
        using (validation)
        {
            model.StopTraining = false;
            callbacks.Attach();
            Logs logs = new();
            callbacks.Each(c => c.OnTrainBegin(new()));
            for (int epoch = options.InitialEpoch; epoch < options.Epochs && !model.StopTraining; epoch++)
            {
                Logs? finished = Epoch(epoch, train, validation, random);
                if (finished is null)
                    break;
                logs = finished;
            }

            FinishWeights();
            history.Compilation = model.Compilation;
            callbacks.Each(c => c.OnTrainEnd(logs));
        }

        return history;
    }

    /// <summary>Runs an epoch; null where it was cancelled.</summary>
    private Logs? Epoch(int epoch, BatchRunner train, EvaluateRun? validation, Random random)
    {
        if (Cancelled(null))
            return null;
        model.Tracked.Reset();
        callbacks.Each(c => c.OnEpochBegin(epoch, new()));
        Logs logs = new();
        Stopwatch clock = Stopwatch.StartNew();
        Stopwatch call = Stopwatch.StartNew();
        int before = 0;
        NotifyBatchBegin(0, train);
        foreach (int done in train.Run(options.Shuffle, random, NextSteps))
        {
            pacer.Observe(done - before, call.Elapsed);
            logs = RunPreparation.ToLogs(model, train.Results);
            CheckLoss(logs, epoch, done);
            if (callbacks.WatchesTrainBatches)
                callbacks.Each(c => c.OnTrainBatchEnd(before + stepsPerExecution - 1, logs));
            Report(new(epoch, options.Epochs, done, train.Steps, logs, clock.Elapsed));
            before = done;
            if (Cancelled(logs))
                return null;
            if (model.StopTraining)
                break;
            NotifyBatchBegin(done, train);
            call.Restart();
        }

        if (validation is not null && (epoch + 1) % options.ValidationFrequency == 0)
        {
            foreach ((string key, double value) in validation.Execute(CancellationToken.None))
                logs["val_" + key] = value;
        }

        callbacks.Each(c => c.OnEpochEnd(epoch, logs));
        return logs;
    }

    private (BatchRunner Train, EvaluateRun? Validation) Runners(Job job)
    {
        switch (data)
        {
            case TensorDataset tensors:
                Range range = ..;
                EvaluateRun? validation = null;
                if (options.ValidationData is { } given)
                {
                    validation = Validation(given, null);
                }
                else if (options.ValidationSplit > 0)
                {
                    (range, Range kept) = ValidationSplit.Of(checked((int)tensors.Rows.X.Count), options.ValidationSplit);
                    validation = Validation(tensors, kept);
                }

                return (new ResidentRunner(model.Programs, job, tensors.Rows, range, options.BatchSize), validation);
            case BatchDataset stream:
                if (options.ValidationSplit > 0)
                    throw new ArgumentException("Fit: a dataset of batches cannot be split; give ValidationData instead of ValidationSplit.");
                return (new StreamRunner(model.Programs, job, stream.Batches), options.ValidationData is { } other ? Validation(other, null) : null);
            default:
                throw new ArgumentException($"Unknown dataset {data.GetType()}.");
        }
    }

    private EvaluateRun Validation(Dataset on, Range? range) =>
        new(model, on, options.ValidationBatchSize ?? options.BatchSize, callbacks, range, "Fit, validation data");

    private int NextSteps() => callbacks.WatchesTrainBatches ? stepsPerExecution : pacer.Next;

    private void NotifyBatchBegin(int batch, BatchRunner train)
    {
        if (callbacks.WatchesTrainBatches && batch != train.Steps)
            callbacks.Each(c => c.OnTrainBatchBegin(batch, new()));
    }

    private void Report(TrainingProgress now)
    {
        callbacks.Each(c => c.OnProgress(now));
        progress?.Report(now);
    }

    private void CheckLoss(Logs logs, int epoch, int step)
    {
        if (double.IsFinite(logs["loss"]) || history.Warnings.Count > 0)
            return;
        history.Warn($"The loss became {logs["loss"]} in epoch {epoch + 1} by batch {step}; lower the learning rate, check the data for NaN, or add TerminateOnNaN to stop there.");
        if (options.Verbose != Verbosity.Silent)
            Console.Error.WriteLine(history.Warnings[^1]);
    }

    private bool Cancelled(Logs? logs)
    {
        if (!cancellation.IsCancellationRequested)
            return false;
        history.WasCancelled = true;
        history.CancelledAt = logs;
        return true;
    }

    private void FinishWeights()
    {
        if (!model.Optimizer.UseEma)
            return;
        using StatefulFunction finish = StatefulFunction.Trace("finish", [], _ =>
        {
            model.Optimizer.FinalizeVariables();
            return [];
        });
        _ = finish.Run(Array.Empty<TensorFlow.Tensor>());
    }
}
