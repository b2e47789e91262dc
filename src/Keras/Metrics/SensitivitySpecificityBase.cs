using System.Globalization;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>The best of one rate at the thresholds where another rate reaches a value
/// (<c>keras.metrics.SensitivitySpecificityBase</c>).</summary>
[KerasSerializable]
[ConfigOrder(nameof(ClassId), nameof(NumThresholds))]
public abstract class SensitivitySpecificityBase : Metric
{
    private readonly ConfusionMatrix matrix;
    private readonly Weight truePositives;
    private readonly Weight falsePositives;
    private readonly Weight trueNegatives;
    private readonly Weight falseNegatives;

    private protected SensitivitySpecificityBase(double value, string parameter, int numThresholds, int? classId, string name)
        : base(name)
    {
        if (value is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(parameter, value,
                string.Create(CultureInfo.InvariantCulture, $"{ClassName}: expected {parameter} in [0, 1], got {value}."));
        double[] thresholds = Thresholds.Even(numThresholds, ClassName);
        Value = Hyperparameter.Meant(value);
        NumThresholds = numThresholds;
        ClassId = classId;
        matrix = new(thresholds) { ClassId = classId };
        truePositives = AddWeight("true_positives", [thresholds.Length], dtype: DType.Float32);
        falsePositives = AddWeight("false_positives", [thresholds.Length], dtype: DType.Float32);
        trueNegatives = AddWeight("true_negatives", [thresholds.Length], dtype: DType.Float32);
        falseNegatives = AddWeight("false_negatives", [thresholds.Length], dtype: DType.Float32);
    }

    /// <summary>The number of thresholds tried.</summary>
    [ConfigArgument(LargestInFile = Thresholds.MostInConfig)]
    public int NumThresholds { get; }

    /// <summary>The only class evaluated; null for all.</summary>
    public int? ClassId { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    private protected double Value { get; }

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight) =>
        matrix.Update(new(truePositives, falsePositives, trueNegatives, falseNegatives), DType.Float32, yTrue, yPred, sampleWeight);

    private protected Symbol Recalls() => Ops.DivideNoNan(truePositives, truePositives.ToSymbol() + falseNegatives);

    private protected Symbol Precisions() => Ops.DivideNoNan(truePositives, truePositives.ToSymbol() + falsePositives);

    private protected Symbol Specificities() => Ops.DivideNoNan(trueNegatives, trueNegatives.ToSymbol() + falsePositives);

    private protected Symbol LargestWhere(Symbol constrained, Symbol dependent)
    {
        Symbol reached = Ops.GreaterEqual(constrained, constrained.Number(Value));
        return Ops.Maximum(Ops.Max(Ops.Where(reached, dependent, Ops.ZerosLike(dependent))), 0);
    }
}
