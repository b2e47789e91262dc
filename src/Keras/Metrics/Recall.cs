using TensorFlow;

namespace Keras.Metrics;

/// <summary>Recall: the fraction of the positive targets whose prediction is above a threshold (<c>keras.metrics.Recall</c>).</summary>
[KerasSerializable]
public sealed partial class Recall : ThresholdMetric
{
    private readonly Weight truePositives;
    private readonly Weight falseNegatives;

    /// <summary>Recall.</summary>
    /// <param name="thresholds">The thresholds above which a prediction is positive, in [0, 1]. Default: 0.5. The result has one number for
    /// each.</param>
    /// <param name="topK">The number of highest predictions of a sample that can be positive (top k), without a threshold unless one is
    /// given. Default: null, all.</param>
    /// <param name="classId">The only class evaluated; null (default) for all.</param>
    /// <param name="name">Its name. Default: "recall".</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range, or <paramref name="topK"/> is less than 1.</exception>
    public Recall(IReadOnlyList<double>? thresholds = null, int? topK = null, int? classId = null, string name = "recall")
        : base(thresholds, topK, classId, name)
    {
        truePositives = AddWeight("true_positives", [ThresholdCount], dtype: DType.Float32);
        falseNegatives = AddWeight("false_negatives", [ThresholdCount], dtype: DType.Float32);
    }

    /// <inheritdoc/>
    protected internal override Symbol Result() => OneOrAll(Ops.DivideNoNan(truePositives, truePositives.ToSymbol() + falseNegatives));

    private protected override ConfusionCounts Counts => new(TruePositives: truePositives, FalseNegatives: falseNegatives);
}
