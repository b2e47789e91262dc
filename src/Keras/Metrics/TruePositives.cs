namespace Keras.Metrics;

/// <summary>The weighted number of predictions above a threshold whose truth is 1 (<c>keras.metrics.TruePositives</c>).</summary>
public sealed class TruePositives : ConfusionCount
{
    /// <summary>True positives.</summary>
    /// <param name="thresholds">What predictions must exceed to count as 1, each in [0, 1]; 0.5 by default. The result has one number for
    /// each.</param>
    /// <param name="name">Its name; "true_positives" by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range.</exception>
    public TruePositives(IReadOnlyList<double>? thresholds = null, string name = "true_positives")
        : base(thresholds, name)
    {
    }

    internal static TruePositives FromConfig(Config config) =>
        new(Metrics.Thresholds.FromConfig(config),
            config.GetString("name", "true_positives")!)
        { DType = DTypePolicy.FromConfig(config).ComputeDType };

    private protected override ConfusionCounts Counts(Weight accumulator) => new(TruePositives: accumulator);
}
