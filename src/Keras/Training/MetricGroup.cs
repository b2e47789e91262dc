using System.Runtime.CompilerServices;

namespace Keras;

/// <summary>The metrics of one output: a metric, a Keras name, a loss, or a list of these, such as <c>["accuracy", "mse"]</c>.</summary>
[CollectionBuilder(typeof(MetricGroup), nameof(Create))]
public sealed class MetricGroup
{
    private MetricGroup(Metric[] items, bool isList)
    {
        if (Array.IndexOf(items, null) is var at and >= 0)
            throw new ArgumentNullException(nameof(items), $"Expected a metric at {at} of an output's metrics, got null; leave it out.");
        (Items, IsList) = (items, isList);
    }

    internal IReadOnlyList<Metric> Items { get; }

    /// <summary>Whether the metrics were given as a list, which a saved config keeps.</summary>
    internal bool IsList { get; }

    /// <summary>A single metric.</summary>
    /// <param name="metric">The metric.</param>
    public static implicit operator MetricGroup(Metric metric) => new([metric], isList: false);

    /// <summary>A single metric.</summary>
    /// <param name="loss">The loss whose mean is measured.</param>
    public static implicit operator MetricGroup(Loss loss) => new([loss], isList: false);

    /// <summary>A single metric.</summary>
    /// <param name="name">A Keras name such as "accuracy".</param>
    /// <exception cref="UnknownNameException">No metric has the name; the message suggests the nearest.</exception>
    public static implicit operator MetricGroup(string name) => new([name], isList: false);

    /// <summary>Creates a group from a list.</summary>
    /// <param name="metrics">The metrics.</param>
    public static MetricGroup Create(ReadOnlySpan<Metric> metrics) => new([.. metrics], isList: true);

    /// <summary>The metrics' names: <c>accuracy</c>, <c>[accuracy, mse]</c>.</summary>
    public override string ToString()
    {
        string names = string.Join(", ", Items.Select(m => m.Name));
        return IsList ? $"[{names}]" : names;
    }

    /// <summary>Gets the metrics in order.</summary>
    public IEnumerator<Metric> GetEnumerator() => Items.GetEnumerator();
}
