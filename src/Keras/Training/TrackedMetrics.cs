using Keras.Metrics;
using TensorFlow;

namespace Keras;

/// <summary>The loss and the metrics of a compiled model while they are followed: the automatic ones resolved, the names made unique as in Keras.</summary>
internal sealed class TrackedMetrics : IDisposable
{
    private readonly CompileSettings settings;
    private readonly List<Entry> layout = [];
    private int runs;
    private (string Name, Metric Metric, bool Weighted)[]? tracked;

    public TrackedMetrics(CompileSettings settings) => this.settings = settings;

    public Mean LossTracker { get; } = new("loss");

    public IEnumerable<Metric> Metrics => [LossTracker, .. Tracked.Select(t => t.Metric)];

    private (string Name, Metric Metric, bool Weighted)[] Tracked => tracked ?? [];

    /// <summary>The metric of a name; null where there is none.</summary>
    public Metric? Find(string name) => Tracked.FirstOrDefault(t => t.Name == name).Metric;

    /// <summary>Writes how a batch changes all of them.</summary>
    /// <param name="total">The loss of the batch with regularization.</param>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="sampleWeight">A weight for each row; null for 1.</param>
    public void Update(Symbol total, Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        // The loss of a batch counts by its rows, whatever their weights.
        LossTracker.UpdateState(total, Ops.Cast(Ops.Shape(yPred, 0), DType.Float32));
        Resolve(yTrue.Shape, yPred.Shape);
        foreach ((_, Metric metric, bool weighted) in Tracked)
            metric.UpdateState(yTrue, yPred, weighted ? sampleWeight : null);
    }

    /// <summary>Writes the results: one float32 list, the values of a metric of several behind one another.</summary>
    /// <exception cref="ShapeException">The number of a metric's values is not known.</exception>
    public Symbol[] Results()
    {
        List<Symbol> parts = [];
        layout.Clear();
        foreach ((string name, Metric metric) in (IEnumerable<(string, Metric)>)[("loss", LossTracker), .. Tracked.Select(t => (t.Name, t.Metric))])
        {
            Symbol value = metric.Result().Cast(DType.Float32);
            if (!value.Shape.IsFullyKnown)
                throw new ShapeException($"Metric '{name}': expected a result of known shape, got {value.Shape}; give Result a Reshape at its end.");
            layout.Add(new(name, checked((int)value.Shape.ElementCount), value.Rank > 0));
            parts.Add(value.Rank == 1 ? value : value.Reshape([-1]));
        }

        return [Ops.Concatenate([.. parts], 0)];
    }

    /// <summary>The results of a program by name.</summary>
    public Logs ToLogs(ReadOnlySpan<float> results)
    {
        Logs logs = new();
        int next = 0;
        foreach (Entry entry in layout)
        {
            ReadOnlySpan<float> values = results.Slice(next, entry.Count);
            next += entry.Count;
            if (!entry.IsList)
            {
                logs[entry.Name] = values[0];
                continue;
            }

            double[] list = new double[values.Length];
            for (int i = 0; i < list.Length; i++)
                list[i] = values[i];
            logs.SetList(entry.Name, list);
        }

        return logs;
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

    /// <param name="Name">The name in the logs.</param>
    /// <param name="Count">How many of a program's results.</param>
    /// <param name="IsList">Whether they are several values rather than one number.</param>
    private sealed record Entry(string Name, int Count, bool IsList);
}
