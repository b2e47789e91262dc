namespace Keras.Metrics;

/// <summary>
/// The weighted number of false negatives: predictions not above a threshold whose target is 1 (<c>keras.metrics.FalseNegatives</c>).
/// </summary>
[KerasSerializable]
public sealed partial class FalseNegatives : ConfusionCount
{
    /// <summary>False negatives.</summary>
    /// <param name="thresholds">The thresholds above which a prediction is positive, in [0, 1]. Default: 0.5. The result has one number for
    /// each.</param>
    /// <param name="name">Its name. Default: "false_negatives".</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range.</exception>
    public FalseNegatives(IReadOnlyList<double>? thresholds = null, string name = "false_negatives")
        : base(thresholds, name)
    {
    }

    private protected override ConfusionCounts Counts(Weight accumulator) => new(FalseNegatives: accumulator);
}
