using System.Runtime.CompilerServices;

namespace Keras;

/// <summary>
/// The metrics of a model's outputs: <c>Metrics = { ["digit"] = ["accuracy", "mse"], ["odd"] = "accuracy" }</c> by name, <c>Metrics =
/// [["accuracy"], null]</c> by position, or, with one output, <c>Metrics = ["accuracy", "mse"]</c>.
/// </summary>
[CollectionBuilder(typeof(OutputMetrics), nameof(Create))]
public sealed class OutputMetrics : PerOutput<MetricGroup?>
{
    /// <summary>Creates an empty dictionary: no metrics.</summary>
    public OutputMetrics()
    {
    }

    private OutputMetrics(ReadOnlySpan<MetricGroup?> metrics)
        : base(metrics)
    {
    }

    /// <summary>Creates the metrics from a list.</summary>
    /// <param name="metrics">The metrics of each output, in order, null for none; with one output, all of its metrics.</param>
    public static OutputMetrics Create(ReadOnlySpan<MetricGroup?> metrics) => new(metrics);

    /// <summary>Creates a list with one metric in each group.</summary>
    internal static OutputMetrics Of(IReadOnlyList<Metric> metrics) =>
        metrics.Count == 0 ? new() : new([.. metrics.Select(m => (MetricGroup?)m)]);

    internal IEnumerable<Metric> All => Items.SelectMany(g => g?.Items ?? []);

    internal OutputMetrics Copy() => Copied<OutputMetrics>();
}
