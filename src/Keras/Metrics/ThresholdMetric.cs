using TensorFlow;

namespace Keras.Metrics;

/// <summary>A ratio of counts of predictions above and not above one or several thresholds: precision and recall.</summary>
[KerasSerializable]
public abstract class ThresholdMetric : Metric
{
    private readonly ConfusionMatrix matrix;

    private protected ThresholdMetric(IReadOnlyList<double>? thresholds, int? topK, int? classId, string name)
        : base(name)
    {
        if (topK < 1)
            throw new ArgumentOutOfRangeException(nameof(topK), topK, $"{ClassName}: expected a topK of at least 1, got {topK}.");
        double[] parsed = Metrics.Thresholds.Require(thresholds, topK is null ? 0.5 : ConfusionMatrix.Lowest, ClassName);
        Thresholds = thresholds is null ? null : parsed;
        TopK = topK;
        ClassId = classId;
        ThresholdCount = parsed.Length;
        matrix = new(parsed) { TopK = topK, ClassId = classId };
    }

    /// <summary>The thresholds above which a prediction is positive; null for 0.5, or none with <see cref="TopK"/>.</summary>
    [ConfigArgument(Converter = typeof(Thresholds))]
    public IReadOnlyList<double>? Thresholds { get; }

    /// <summary>The number of highest predictions of a sample that can be positive (top k); null for all.</summary>
    public int? TopK { get; }

    /// <summary>The only class evaluated; null for all.</summary>
    public int? ClassId { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    private protected int ThresholdCount { get; }

    /// <summary>The counts that the ratio needs.</summary>
    private protected abstract ConfusionCounts Counts { get; }

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight) =>
        matrix.Update(Counts, DType.Float32, yTrue, yPred, sampleWeight);

    private protected Symbol OneOrAll(Symbol values) => ThresholdCount == 1 ? Ops.Squeeze(values, 0) : values;
}
