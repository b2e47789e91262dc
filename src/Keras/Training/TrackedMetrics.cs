using Keras.Metrics;
using TensorFlow;

namespace Keras;

/// <summary>The loss and the metrics of a compiled model while they are followed: the automatic ones resolved, the names made unique as in Keras.</summary>
internal sealed class TrackedMetrics : IDisposable
{
    private readonly CompileSettings settings;
    private readonly StepLogs training = new(), testing = new();
    private readonly Dictionary<string, Mean> means = new(StringComparer.Ordinal);
    private int runs;
    private (string Name, Metric Metric, bool Weighted)[]? tracked;

    public TrackedMetrics(CompileSettings settings) => this.settings = settings;

    public Mean LossTracker { get; } = new("loss");

    public IEnumerable<Metric> Metrics =>
        new[] { LossTracker }.Concat(Tracked.Select(t => t.Metric)).Concat(training.Metrics).Concat(testing.Metrics).Concat(means.Values).Distinct();

    private (string Name, Metric Metric, bool Weighted)[] Tracked => tracked ?? [];

    /// <summary>The metric of a name; null where there is none.</summary>
    public Metric? Find(string name) => Tracked.FirstOrDefault(t => t.Name == name).Metric ?? training.Find(name) ?? testing.Find(name);

    /// <summary>What the steps of training, or those of evaluation, report.</summary>
    public StepLogs LogsOf(bool trains) => trains ? training : testing;

    /// <summary>The mean of a value that steps report under a name, in training and in evaluation.</summary>
    public Mean Mean(string name) => means.TryGetValue(name, out Mean? mean) ? mean : means[name] = new(name);

    /// <summary>Writes how a batch changes all of them, and reports them.</summary>
    /// <param name="total">The loss of the batch with regularization.</param>
    /// <param name="yTrue">The truth; null where there is none, for which metrics have nothing to measure.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="sampleWeight">A weight for each sample; null for 1.</param>
    /// <param name="step">The step.</param>
    public void Update(Symbol total, Symbol? yTrue, Symbol yPred, Symbol? sampleWeight, StepContext step)
    {
        // The loss of a batch counts by its rows, whatever their weights.
        LossTracker.UpdateState(total, Ops.Cast(Ops.Shape(yPred, 0), DType.Float32));
        step.Log("loss", LossTracker);
        if (yTrue is not { } truth)
            return;
        Resolve(truth.Shape, yPred.Shape);
        foreach ((string name, Metric metric, bool weighted) in Tracked)
        {
            metric.WriteUpdate(truth, yPred, weighted ? sampleWeight : null);
            step.Log(name, metric);
        }
    }

    /// <summary>Tells what is to be told of the results of now.</summary>
    public void Caution(Action<string> tell)
    {
        foreach ((_, Metric metric, _) in Tracked)
        {
            if (metric.Caution() is { } caution)
                tell(caution);
        }
    }

    /// <summary>Begins a run: one within another, from a callback, leaves the other's states as they were.</summary>
    public MetricStates BeginRun() => new(this, isInner: runs++ > 0);

    /// <summary>Ends a run.</summary>
    public void EndRun() => runs--;

    public void Reset()
    {
        foreach (Metric metric in Metrics)
        {
            foreach (Weight weight in metric.Weights)
                ResetToInitial(weight);
        }
    }

    /// <summary>Frees what was made here; metrics that were passed in stay their maker's.</summary>
    public void Dispose()
    {
        LossTracker.Dispose();
        foreach (Mean mean in means.Values)
            mean.Dispose();
        foreach ((_, Metric metric, _) in Tracked)
        {
            if (!settings.Metrics.Contains(metric) && !settings.WeightedMetrics.Contains(metric))
                metric.Dispose();
        }
    }

    // Most states begin with zeros, and a program only for that would cost more than the states.
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

    private void Resolve(Shape yTrue, Shape yPred)
    {
        if (tracked is not null)
            return;
        List<(string, Metric, bool)> resolved = [];
        foreach (Metric metric in settings.Metrics)
            Add(metric, weighted: false);
        foreach (Metric metric in settings.WeightedMetrics)
            Add(metric, weighted: true);
        tracked = [.. resolved];

        void Add(Metric metric, bool weighted)
        {
            Metric actual = metric is AutomaticMetric automatic ? automatic.Resolve(yTrue, yPred) : metric;
            string name = actual.Name;
            if (weighted && resolved.Any(r => r.Item1 == name))
                name = "weighted_" + name;
            for (int i = 1; resolved.Any(r => r.Item1 == name); i++)
                name = $"{actual.Name}_{i}";
            resolved.Add((name, actual, weighted));
        }
    }
}
