namespace Keras.Metrics;

/// <summary>
/// The weighted number of false positives: predictions above a threshold whose target is 0 (<c>keras.metrics.FalsePositives</c>).
/// </summary>
[KerasSerializable]
public sealed partial class FalsePositives : ConfusionCount
{
    /// <summary>False positives.</summary>
    /// <param name="thresholds">The thresholds above which a prediction is positive, in [0, 1]. Default: 0.5. The result has one number for
    /// each.</param>
    /// <param name="name">Its name. Default: "false_positives".</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range.</exception>
    public FalsePositives(IReadOnlyList<double>? thresholds = null, string name = "false_positives")
        : base(thresholds, name)
    {
    }

    private protected override ConfusionCounts Counts(Weight accumulator) => new(FalsePositives: accumulator);
}
