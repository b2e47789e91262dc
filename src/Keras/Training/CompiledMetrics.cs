using Keras.Metrics;
using TensorFlow;

namespace Keras.Training;

/// <summary>The losses and metrics of a compiled model, with names unique as in Keras; a metric such as "accuracy" is resolved for its
/// output.</summary>
internal sealed class CompiledMetrics(Model model, CompileOptions options) : IDisposable
{
    private readonly Dictionary<string, Mean> means = new(StringComparer.Ordinal);
    // Replaced as a whole, so that other threads can enumerate it.
    private Metric[] reported = [];
    private StepLogs training = new(), testing = new();
    private int runs;
    private OutputSettings[]? outputs;
    private TrackedMetric[]? tracked;
    private TrackedLoss[]? losses;

    public Mean LossTracker { get; } = new("loss");

    public IEnumerable<Metric> Metrics =>
        new[] { LossTracker }.Concat(Tracked.Select(t => t.Metric)).Concat(Losses.Select(l => l.Mean))
            .Concat(reported).Distinct();

    private TrackedMetric[] Tracked => tracked ?? [];

    private TrackedLoss[] Losses => losses ?? [];

    /// <summary>The compile arguments of each output.</summary>
    /// <param name="count">The number of outputs.</param>
    public OutputSettings[] SettingsOf(int count) =>
        outputs?.Length == count ? outputs : outputs = options.ForOutputs(count, Names(count), model.Name);

    /// <summary>The metric of a name; null if there is none.</summary>
    public Metric? Find(string name) => Array.Find(Tracked, t => t.Name == name)?.Metric ?? training.Find(name) ?? testing.Find(name);

    /// <summary>Whether the loss of an output has the name.</summary>
    public bool IsLoss(string name) => Array.Exists(Losses, l => l.Name == name);

    /// <summary>The logs of the training or evaluation step that was written or selected last.</summary>
    public StepLogs LogsOf(bool trains) => trains ? training : testing;

    /// <summary>Begins the logs of a step that is being written.</summary>
    public StepLogs Begin(bool trains) => Report(trains, new());

    /// <summary>Sets the logs of the step that runs next.</summary>
    public StepLogs Report(bool trains, StepLogs logs) => trains ? training = logs : testing = logs;

    /// <summary>Adds a metric that a step reports to the model's metrics.</summary>
    public void Follow(Metric metric)
    {
        if (!reported.Contains(metric))
            reported = [.. reported, metric];
    }

    /// <summary>The mean of the values that steps report under a name, in training and in evaluation.</summary>
    public Mean Mean(string name) => means.TryGetValue(name, out Mean? mean) ? mean : means[name] = new(name);

    /// <summary>Updates the mean loss of each output, and reports them if the model has several losses.</summary>
    /// <param name="values">The unweighted loss of each output; null for an output without one.</param>
    /// <param name="step">The step.</param>
    public void Update(Symbol?[] values, StepContext step)
    {
        losses ??= TrackLosses(SettingsOf(values.Length));
        foreach (TrackedLoss loss in losses)
        {
            // As in Keras, each batch counts the same in the mean loss of an output, whatever its size.
            loss.Mean.UpdateState(values[loss.Output]!.Value, null);
            step.Log(loss.Name, loss.Mean);
        }
    }

    /// <summary>Updates the loss and the metrics with a batch, and reports them.</summary>
    /// <param name="batch">The batch; without targets, only the loss is updated.</param>
    /// <param name="yPred">The predictions, one for each output.</param>
    /// <param name="total">The loss of the batch with regularization.</param>
    /// <param name="step">The step.</param>
    public void Update(StepBatch batch, IReadOnlyList<Symbol> yPred, Symbol total, StepContext step)
    {
        // In the mean loss, a batch counts by its number of samples, whatever their weights.
        LossTracker.UpdateState(total, Ops.Cast(Ops.Shape(yPred[0], 0), DType.Float32));
        step.Log("loss", LossTracker);
        if (batch.TargetCount == 0)
            return;
        tracked ??= Resolve(batch, yPred);
        foreach (TrackedMetric metric in tracked)
        {
            Symbol predictions = yPred[metric.Output];
            Symbol? weight = metric.Metric.Masked(
                metric.IsWeighted ? batch.WeightOf(metric.Output) : null, step.Call.MaskOf(predictions));
            metric.Metric.Update(batch.TargetOf(metric.Output)!.Value, predictions, weight);
            step.Log(metric.Name, metric.Metric);
        }
    }

    /// <summary>Reports the warnings of the current results.</summary>
    public void Caution(Action<string> tell)
    {
        foreach (TrackedMetric metric in Tracked)
        {
            if (metric.Metric.Caution() is { } caution)
                tell(caution);
        }
    }

    /// <summary>The metrics given to Compile, which other models may share.</summary>
    public IEnumerable<Metric> Given => options.AllMetrics.Distinct();

    /// <summary>
    /// Begins a run. A run within another, from a callback, restores the other's metric states when it ends, also those of a metric that
    /// two models share.
    /// </summary>
    public MetricStates BeginRun()
    {
        MetricStates states = new(this, isInner: runs > 0 || Given.Any(m => m.IsInRun));
        runs++;
        foreach (Metric metric in Given)
            metric.BeginRun();
        return states;
    }

    /// <summary>Ends a run.</summary>
    public void EndRun()
    {
        runs--;
        foreach (Metric metric in Given)
            metric.EndRun();
    }

    public void Reset()
    {
        foreach (Metric metric in Metrics)
        {
            // An earlier step may have reported a metric that its owner has disposed since.
            foreach (Weight weight in metric.Weights.Where(w => !w.IsDisposed))
                ResetToInitial(weight);
        }
    }

    /// <summary>Disposes the metrics created here; those given to Compile belong to the caller.</summary>
    public void Dispose()
    {
        LossTracker.Dispose();
        foreach (Mean mean in means.Values)
            mean.Dispose();
        foreach (TrackedLoss loss in Losses)
            loss.Mean.Dispose();
        foreach (TrackedMetric metric in Tracked)
        {
            if (!options.AllMetrics.Contains(metric.Metric))
                metric.Metric.Dispose();
        }
    }

    // Most states start at zero; a function to initialize them would cost more than the states.
    internal static void ResetToInitial(Weight weight)
    {
        if (weight.Initializer is not Initializers.Zeros)
        {
            weight.Reset();
            return;
        }

        using Tensor zeros = Tensor.Zeros(weight.DType, weight.Shape);
        weight.Assign(zeros);
    }

    // As in Keras, the loss of a single output is not reported by itself.
    private static TrackedLoss[] TrackLosses(OutputSettings[] settings)
    {
        int[] measured = [.. Enumerable.Range(0, settings.Length).Where(i => settings[i].Loss is not null)];
        if (measured.Length < 2)
            return [];
        MetricNames names = new(isSingle: false);
        TrackedLoss[] tracked = new TrackedLoss[measured.Length];
        for (int i = 0; i < tracked.Length; i++)
        {
            string name = names.OfLoss(settings[measured[i]]);
            tracked[i] = new(name, measured[i], new(name));
        }

        return tracked;
    }

    private IReadOnlyList<string>? Names(int count) => model.Graph?.TargetNames is { } names && names.Count == count ? names : null;

    private TrackedMetric[] Resolve(StepBatch batch, IReadOnlyList<Symbol> yPred)
    {
        OutputSettings[] settings = SettingsOf(yPred.Count);
        MetricNames names = new(isSingle: yPred.Count == 1);
        List<TrackedMetric> resolved = [];
        for (int i = 0; i < settings.Length; i++)
            resolved.AddRange(settings[i].Metrics.Select(m => Track(m, i, isWeighted: false)));
        for (int i = 0; i < settings.Length; i++)
            resolved.AddRange(settings[i].WeightedMetrics.Select(m => Track(m, i, isWeighted: true)));
        return [.. resolved];

        TrackedMetric Track(Metric metric, int output, bool isWeighted)
        {
            Symbol target = batch.TargetOf(output) ?? throw new ArgumentException(
                $"The metric '{metric.Name}' is for an output of the model '{model.Name}' that has no "
                + $"targets{(settings[output].Name is { } name ? $", '{name}'" : "")}.");
            Metric actual = metric is AutomaticMetric automatic ? automatic.Resolve(target.Shape, yPred[output].Shape) : metric;
            return new(names.OfMetric(settings[output], actual, isWeighted), actual, output, isWeighted);
        }
    }

    /// <param name="Name">The name in the logs.</param>
    /// <param name="Metric">The metric.</param>
    /// <param name="Output">The position of the output.</param>
    /// <param name="IsWeighted">Whether sample weights apply.</param>
    private sealed record TrackedMetric(string Name, Metric Metric, int Output, bool IsWeighted);

    /// <param name="Name">The name in the logs.</param>
    /// <param name="Output">The position of the output.</param>
    /// <param name="Mean">The mean over the batches.</param>
    private sealed record TrackedLoss(string Name, int Output, Mean Mean);
}
