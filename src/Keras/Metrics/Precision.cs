using TensorFlow;

namespace Keras.Metrics;

/// <summary>Precision: the fraction of the predictions above a threshold whose target is 1 (<c>keras.metrics.Precision</c>).</summary>
[KerasSerializable]
public sealed partial class Precision : ThresholdMetric
{
    private readonly Weight truePositives;
    private readonly Weight falsePositives;

    /// <summary>Precision.</summary>
    /// <param name="thresholds">The thresholds above which a prediction is positive, in [0, 1]. Default: 0.5. The result has one number for
    /// each.</param>
    /// <param name="topK">The number of highest predictions of a sample that can be positive (top k), without a threshold unless one is
    /// given. Default: null, all.</param>
    /// <param name="classId">The only class evaluated; null (default) for all.</param>
    /// <param name="name">Its name. Default: "precision".</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of range, or <paramref name="topK"/> is less than 1.</exception>
    public Precision(IReadOnlyList<double>? thresholds = null, int? topK = null, int? classId = null, string name = "precision")
        : base(thresholds, topK, classId, name)
    {
        truePositives = AddWeight("true_positives", [ThresholdCount], dtype: DType.Float32);
        falsePositives = AddWeight("false_positives", [ThresholdCount], dtype: DType.Float32);
    }

    /// <inheritdoc/>
    protected internal override Symbol Result() => OneOrAll(Ops.DivideNoNan(truePositives, truePositives.ToSymbol() + falsePositives));

    private protected override ConfusionCounts Counts => new(TruePositives: truePositives, FalsePositives: falsePositives);
}
