using System.Diagnostics;

namespace Keras.Training;

/// <summary>An evaluation, or the validation of a training, which runs after each epoch.</summary>
internal sealed class EvaluateRun : IDisposable
{
    private readonly Model model;
    private readonly CallbackList callbacks;
    private readonly RunData data;
    private readonly BatchRunner runner;
    private readonly BatchHooks hooks;
    private readonly TickPacer pacer = new();
    private readonly string operation;
    private readonly ProgressReports reports;

    public EvaluateRun(
        Model model,
        Dataset dataset,
        int? batchSize,
        int? steps,
        int stepsPerExecution,
        CallbackList callbacks,
        Range? range = null,
        string operation = "Evaluate")
    {
        this.model = model;
        this.operation = operation;
        this.callbacks = callbacks;
        hooks = new(
            callbacks.WatchesTestBatches,
            stepsPerExecution,
            first => callbacks.Each(c => c.OnTestBatchBegin(first, new())),
            (last, logs) => callbacks.Each(c => c.OnTestBatchEnd(last, logs)));
        reports = new(now => callbacks.Each(c => c.OnTestProgress(now)));
        data = new(dataset);
        try
        {
            StepSpec spec = RunPreparation.Prepare(model, data, trains: false, batchSize ?? BatchSizes.Default, null, operation);
            runner = data.Runner(model.Functions, spec, range ?? .., batchSize, steps, beginsAnew: true);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>The number of samples in a batch; null for a stream.</summary>
    public int? BatchSize => runner.BatchSize;

    public Logs Execute(CancellationToken cancellationToken)
    {
        model.Tracked.Reset();
        callbacks.Each(c => c.OnTestBegin(new()));
        Logs logs = new();
        Stopwatch clock = Stopwatch.StartNew();
        Stopwatch call = Stopwatch.StartNew();
        int before = 0;
        hooks.Restart();
        reports.Restart();
        foreach (int done in runner.Run(Shuffle.Off, Random.Shared, () => hooks.NextSteps(pacer.Next)))
        {
            pacer.Observe(done - before, call.Elapsed);
            logs = RunPreparation.ToLogs(model, trains: false, runner.Results);
            hooks.Finished(done, logs);
            reports.Offer(new(0, 1, done, runner.Steps, logs, clock.Elapsed));
            before = done;
            cancellationToken.ThrowIfCancellationRequested();
            call.Restart();
        }

        hooks.Close();
        reports.Flush();
        model.Tracked.Caution(model.Warn);
        if (runner.RanOut)
            model.Warn($"{operation}: the data ran out after {before} of {runner.StepsPerEpoch} steps.");
        callbacks.Each(c => c.OnTestEnd(logs));
        return logs;
    }

    public void Dispose()
    {
        runner.Dispose();
        data.Dispose();
    }
}
