namespace Keras;

/// <content>Evaluation.</content>
public partial class Model
{
    /// <summary>Measures the model on rows held in memory.</summary>
    /// <param name="x">The inputs, rows first.</param>
    /// <param name="y">The targets, as many rows.</param>
    /// <param name="batchSize">Rows of a batch; 32 by default.</param>
    /// <param name="sampleWeight">A weight for each row; null for 1.</param>
    /// <param name="callbacks">What is called while it runs.</param>
    /// <param name="verbose">What is printed; a progress bar by default.</param>
    /// <param name="cancellationToken">Ends it at the next tick.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled, or is trained on another thread.</exception>
    /// <exception cref="ShapeException">The data do not fit the model or each other.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Evaluation Evaluate(
        Data x,
        Data y,
        int batchSize = 32,
        Data? sampleWeight = null,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        CancellationToken cancellationToken = default)
    {
        Required.Rows("Evaluate", "inputs", x);
        Required.Rows("Evaluate", "targets", y);
        return Evaluate(Dataset.FromTensors(x, y, sampleWeight), batchSize, callbacks, verbose, cancellationToken);
    }

    /// <summary>Measures the model on inputs without targets: for losses that layers add, and for a <see cref="TestStep"/> of one's own.</summary>
    /// <param name="x">The inputs, samples first.</param>
    /// <param name="batchSize">Samples of a batch. Default: 32.</param>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="verbose">What is printed. Default: a progress bar.</param>
    /// <param name="cancellationToken">Ends it at the next tick.</param>
    public Evaluation Evaluate(
        Data x,
        int batchSize = 32,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        CancellationToken cancellationToken = default)
    {
        Required.Rows("Evaluate", "inputs", x);
        return Evaluate(Dataset.FromTensors(x), batchSize, callbacks, verbose, cancellationToken);
    }

    /// <summary>Measures the model on a dataset.</summary>
    /// <param name="data">Rows held in memory, or batches that come one after another.</param>
    /// <param name="batchSize">Rows of a batch; 32 by default. Not for batches that come one after another.</param>
    /// <param name="callbacks">What is called while it runs.</param>
    /// <param name="verbose">What is printed; a progress bar by default.</param>
    /// <param name="cancellationToken">Ends it at the next tick.</param>
    public Evaluation Evaluate(
        Dataset data,
        int batchSize = 32,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Required.Rows("Evaluate", "data", data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Required.Items("Evaluate", "a callback", callbacks);
        Required.Defined("Evaluate", verbose);
        _ = Settings;
        using Usage usage = EnterRun("Evaluate", callbacks ?? []);
        using RunWarnings warnings = new(this, verbose);
        List<Callback> all = [.. callbacks ?? []];
        if (verbose != Verbosity.Silent)
            all.Add(new Callbacks.ProgressPrinter(verbose));
        Callbacks.CallbackList list = new(this, new() { BatchSize = batchSize }, all);
        list.Attach();
        using MetricStates states = Tracked.BeginRun();
        using EvaluateRun run = new(this, data, batchSize, Settings.StepsPerExecution, list);
        return new(run.Execute(cancellationToken), warnings.All);
    }
}
