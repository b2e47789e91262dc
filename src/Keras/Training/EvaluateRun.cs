using System.Diagnostics;
using Keras.Callbacks;

namespace Keras;

/// <summary>An evaluation: by itself, or the validation after an epoch, for which it is kept.</summary>
internal sealed class EvaluateRun : IDisposable
{
    private readonly Model model;
    private readonly CallbackList callbacks;
    private readonly BatchRunner runner;
    private readonly TickPacer pacer = new();

    public EvaluateRun(Model model, Dataset data, int batchSize, CallbackList callbacks, Range? range = null, string doing = "Evaluate")
    {
        this.model = model;
        this.callbacks = callbacks;
        Job job = RunPreparation.Prepare(model, data, trains: false, null, doing);
        runner = data switch
        {
            TensorDataset tensors => new ResidentRunner(model.Programs, job, tensors.Rows, range ?? .., batchSize),
            BatchDataset stream => new StreamRunner(model.Programs, job, stream.Batches),
            _ => throw new ArgumentException($"Unknown dataset {data.GetType()}.", nameof(data)),
        };
    }

    public Logs Execute(CancellationToken cancellationToken)
    {
        model.Tracked.Reset();
        callbacks.Each(c => c.OnTestBegin(new()));
        Logs logs = new();
        Stopwatch clock = Stopwatch.StartNew();
        Stopwatch call = Stopwatch.StartNew();
        int before = 0;
        if (callbacks.WatchesTestBatches)
            callbacks.Each(c => c.OnTestBatchBegin(0, new()));
        foreach (int done in runner.Run(Shuffle.Off, Random.Shared, () => callbacks.WatchesTestBatches ? 1 : pacer.Next))
        {
            pacer.Observe(done - before, call.Elapsed);
            logs = RunPreparation.ToLogs(model, runner.Results);
            if (callbacks.WatchesTestBatches)
                NotifyBatch(done, logs);
            before = done;
            cancellationToken.ThrowIfCancellationRequested();
            call.Restart();
        }

        callbacks.Each(c => c.OnTestEnd(logs));
        return logs;
    }

    public void Dispose() => runner.Dispose();

    private void NotifyBatch(int done, Logs logs)
    {
        callbacks.Each(c => c.OnTestBatchEnd(done - 1, logs));
        if (done != runner.Steps)
            callbacks.Each(c => c.OnTestBatchBegin(done, new()));
    }
}
