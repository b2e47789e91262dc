namespace Keras.Metrics;

/// <summary>The weighted number of predictions not above a threshold whose truth is 0 (<c>keras.metrics.TrueNegatives</c>).</summary>
public sealed class TrueNegatives : ConfusionCount
{
    /// <summary>True negatives.</summary>
    /// <param name="thresholds">What predictions must exceed to count as 1, each in [0, 1]; 0.5 by default. The result has one number for
    /// each.</param>
    /// <param name="name">Its name; "true_negatives" by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range.</exception>
    public TrueNegatives(IReadOnlyList<double>? thresholds = null, string name = "true_negatives")
        : base(thresholds, name)
    {
    }

    internal static TrueNegatives FromConfig(Config config) =>
        new(Metrics.Thresholds.FromConfig(config),
            config.GetString("name", "true_negatives")!)
        { DType = DTypePolicy.FromConfig(config).ComputeDType };

    private protected override ConfusionCounts Counts(Weight accumulator) => new(TrueNegatives: accumulator);
}
