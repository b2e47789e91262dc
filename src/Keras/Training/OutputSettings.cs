namespace Keras.Training;

/// <summary>The compile arguments of one output of a model.</summary>
/// <param name="Name">The name; null if the outputs have none, as in a subclassed model.</param>
/// <param name="Loss">The loss; null for none.</param>
/// <param name="LossWeight">The weight of the loss; null for 1.</param>
/// <param name="Metrics">The metrics, unweighted.</param>
/// <param name="WeightedMetrics">The metrics with sample weights.</param>
internal sealed record OutputSettings(string? Name, Loss? Loss, double? LossWeight,
    IReadOnlyList<Metric> Metrics, IReadOnlyList<Metric> WeightedMetrics)
{
    /// <summary>Whether the output has a loss or a metric.</summary>
    public bool NeedsTarget => Loss is not null || Metrics.Count > 0 || WeightedMetrics.Count > 0;
}
