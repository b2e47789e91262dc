namespace Keras.Metrics;

/// <summary>
/// The weighted number of true negatives: predictions not above a threshold whose target is 0 (<c>keras.metrics.TrueNegatives</c>).
/// </summary>
[KerasSerializable]
public sealed partial class TrueNegatives : ConfusionCount
{
    /// <summary>True negatives.</summary>
    /// <param name="thresholds">The thresholds above which a prediction is positive, in [0, 1]. Default: 0.5. The result has one number for
    /// each.</param>
    /// <param name="name">Its name. Default: "true_negatives".</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range.</exception>
    public TrueNegatives(IReadOnlyList<double>? thresholds = null, string name = "true_negatives")
        : base(thresholds, name)
    {
    }

    private protected override ConfusionCounts Counts(Weight accumulator) => new(TrueNegatives: accumulator);
}
