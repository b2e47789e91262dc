namespace Keras.Training;

/// <summary>The compile arguments of one output of a model.</summary>
/// <param name="Name">The name; null where outputs have none, as those of a model that writes its own computation.</param>
/// <param name="Loss">The loss; null for none.</param>
/// <param name="LossWeight">The weight of the loss; null for 1.</param>
/// <param name="Metrics">The metrics, unweighted.</param>
/// <param name="WeightedMetrics">The metrics with sample weights.</param>
internal sealed record OutputSettings(string? Name, Loss? Loss, double? LossWeight,
    IReadOnlyList<Metric> Metrics, IReadOnlyList<Metric> WeightedMetrics)
{
    /// <summary>Whether something measures the output.</summary>
    public bool NeedsTarget => Loss is not null || Metrics.Count > 0 || WeightedMetrics.Count > 0;
}
