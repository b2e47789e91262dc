using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The metrics that a step reports: their names, and their positions in the results of the step's function.
/// </summary>
internal sealed class StepLogs
{
    private readonly List<(string Name, Metric Metric)> entries = [];
    private readonly List<Part> layout = [];

    /// <summary>The number of names.</summary>
    public int Count => entries.Count;

    /// <summary>The names and their metrics.</summary>
    public IReadOnlyList<(string Name, Metric Metric)> Entries => entries;

    /// <summary>Adds a metric, or replaces the one of the same name in its position.</summary>
    public void Add(string name, Metric metric)
    {
        int known = entries.FindIndex(e => e.Name == name);
        if (known < 0)
            entries.Add((name, metric));
        else
            entries[known] = (name, metric);
    }

    /// <summary>The metric of a name; null if there is none.</summary>
    public Metric? Find(string name) => entries.FirstOrDefault(e => e.Name == name).Metric;

    /// <summary>Computes the results: one float32 vector of the values of all metrics.</summary>
    /// <exception cref="ShapeException">The shape of a metric's result is not known.</exception>
    public Symbol[] Results()
    {
        List<Symbol> parts = [];
        layout.Clear();
        foreach ((string name, Metric metric) in entries)
        {
            Symbol value = metric.WriteResult().Cast(DType.Float32);
            if (!value.Shape.IsFullyKnown)
                throw new ShapeException(
                    $"Metric '{name}': expected a result of known shape, got {value.Shape}; give Result a Reshape at its end.");
            layout.Add(new(name, checked((int)value.Shape.ElementCount), value.Rank > 0));
            parts.Add(value.Rank == 1 ? value : value.Reshape([-1]));
        }

        return [Ops.Concatenate([.. parts], 0)];
    }

    /// <summary>Converts the results of a function to logs.</summary>
    public Logs ToLogs(ReadOnlySpan<float> results)
    {
        Logs logs = new();
        int next = 0;
        foreach (Part part in layout)
        {
            ReadOnlySpan<float> values = results.Slice(next, part.Count);
            next += part.Count;
            if (!part.IsList)
            {
                logs[part.Name] = values[0];
                continue;
            }

            double[] list = new double[values.Length];
            for (int i = 0; i < list.Length; i++)
                list[i] = values[i];
            logs.SetList(part.Name, list);
        }

        return logs;
    }

    /// <param name="Name">The name in the logs.</param>
    /// <param name="Count">The number of values.</param>
    /// <param name="IsList">Whether the metric has an axis, and is no scalar.</param>
    private sealed record Part(string Name, int Count, bool IsList);
}
