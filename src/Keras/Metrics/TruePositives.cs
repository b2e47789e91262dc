namespace Keras.Metrics;

/// <summary>
/// The weighted number of true positives: predictions above a threshold whose target is 1 (<c>keras.metrics.TruePositives</c>).
/// </summary>
[KerasSerializable]
public sealed partial class TruePositives : ConfusionCount
{
    /// <summary>True positives.</summary>
    /// <param name="thresholds">The thresholds above which a prediction is positive, in [0, 1]. Default: 0.5. The result has one number for
    /// each.</param>
    /// <param name="name">Its name. Default: "true_positives".</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range.</exception>
    public TruePositives(IReadOnlyList<double>? thresholds = null, string name = "true_positives")
        : base(thresholds, name)
    {
    }

    private protected override ConfusionCounts Counts(Weight accumulator) => new(TruePositives: accumulator);
}
