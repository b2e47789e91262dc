using TensorFlow;

namespace Keras.Metrics;

/// <summary>One of the four counts of a confusion matrix, weighted, at one or several thresholds.</summary>
[KerasSerializable]
public abstract class ConfusionCount : Metric
{
    private readonly ConfusionMatrix matrix;
    private readonly Weight accumulator;
    private readonly int count;

    private protected ConfusionCount(IReadOnlyList<double>? thresholds, string name)
        : base(name)
    {
        double[] parsed = Metrics.Thresholds.Require(thresholds, 0.5, ClassName);
        Thresholds = thresholds is null ? null : parsed;
        matrix = new(parsed);
        count = parsed.Length;
        accumulator = AddWeight("accumulator", [count], dtype: DType.Float32);
    }

    /// <summary>The threshold above which a prediction is positive; null for 0.5.</summary>
    [ConfigArgument(Converter = typeof(Thresholds))]
    public IReadOnlyList<double>? Thresholds { get; }

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight) =>
        matrix.Update(Counts(accumulator), DType.Float32, yTrue, yPred, sampleWeight);

    /// <inheritdoc/>
    protected internal override Symbol Result() => count == 1 ? Ops.Squeeze(accumulator, 0) : accumulator;

    /// <summary>Which of the four counts the accumulator is.</summary>
    private protected abstract ConfusionCounts Counts(Weight accumulator);
}
