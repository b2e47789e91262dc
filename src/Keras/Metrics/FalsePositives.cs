namespace Keras.Metrics;

/// <summary>The weighted number of predictions above a threshold whose truth is 0 (<c>keras.metrics.FalsePositives</c>).</summary>
public sealed class FalsePositives : ConfusionCount
{
    /// <summary>False positives.</summary>
    /// <param name="thresholds">What predictions must exceed to count as 1, each in [0, 1]; 0.5 by default. The result has one number for
    /// each.</param>
    /// <param name="name">Its name; "false_positives" by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range.</exception>
    public FalsePositives(IReadOnlyList<double>? thresholds = null, string name = "false_positives")
        : base(thresholds, name)
    {
    }

    internal static FalsePositives FromConfig(Config config) =>
        new(Metrics.Thresholds.FromConfig(config),
            config.GetString("name", "false_positives")!)
        { DType = DTypePolicy.FromConfig(config).ComputeDType };

    private protected override ConfusionCounts Counts(Weight accumulator) => new(FalsePositives: accumulator);
}
