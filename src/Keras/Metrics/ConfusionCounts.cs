namespace Keras.Metrics;

/// <summary>The weights that count right and wrong predictions, one number for each threshold; null where they are not counted.</summary>
internal sealed record ConfusionCounts(Weight? TruePositives = null, Weight? FalsePositives = null,
    Weight? TrueNegatives = null, Weight? FalseNegatives = null);
