namespace Keras.Metrics;

/// <summary>The weighted number of predictions not above a threshold whose truth is 1 (<c>keras.metrics.FalseNegatives</c>).</summary>
public sealed class FalseNegatives : ConfusionCount
{
    /// <summary>False negatives.</summary>
    /// <param name="thresholds">What predictions must exceed to count as 1, each in [0, 1]; 0.5 by default. The result has one number for
    /// each.</param>
    /// <param name="name">Its name; "false_negatives" by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range.</exception>
    public FalseNegatives(IReadOnlyList<double>? thresholds = null, string name = "false_negatives")
        : base(thresholds, name)
    {
    }

    internal static FalseNegatives FromConfig(Config config) =>
        new(Metrics.Thresholds.FromConfig(config),
            config.GetString("name", "false_negatives")!)
        { DType = DTypePolicy.FromConfig(config).ComputeDType };

    private protected override ConfusionCounts Counts(Weight accumulator) => new(FalseNegatives: accumulator);
}
