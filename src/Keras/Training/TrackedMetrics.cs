using Keras.Metrics;
using TensorFlow;

namespace Keras;

/// <summary>The loss and the metrics of a compiled model while they are followed: the automatic ones resolved, the names made unique as in Keras.</summary>
internal sealed class TrackedMetrics : IDisposable
{
    private readonly CompileSettings settings;
    private (string Name, Metric Metric, bool Weighted)[]? tracked;

    public TrackedMetrics(CompileSettings settings) => this.settings = settings;

    public Mean LossTracker { get; } = new("loss");

    /// <summary>The names in the logs, in the order of the programs' results.</summary>
    public IReadOnlyList<string> Names => ["loss", .. Tracked.Select(t => t.Name)];

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

    /// <summary>Writes the results: one float32 list.</summary>
    public Symbol[] Results() => [Ops.Stack([.. Metrics.Select(m => Scalar(m.Result()))])];

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

    private static Symbol Scalar(Symbol result)
    {
        Symbol value = result.Cast(DType.Float32);
        return value.Rank == 0 ? value : Ops.Mean(value);
    }

    // Most states begin with zeros, and a program only for that would cost more than the states.
    private static void ResetToInitial(Weight weight)
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
