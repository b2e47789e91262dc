using TensorFlow;

namespace Keras.CustomParts;

/// <summary>The F1 score of each class: a metric of a vector, whose state is made at the first update.</summary>
public sealed class F1Score(string name = "f1_score") : Metric(name)
{
    private Weight? truePositives, falsePositives, falseNegatives;

    public static F1Score FromConfig(Config config) => new();

    protected override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        truePositives ??= AddWeight("true_positives", [yPred.Shape[1]]);
        falsePositives ??= AddWeight("false_positives", [yPred.Shape[1]]);
        falseNegatives ??= AddWeight("false_negatives", [yPred.Shape[1]]);
        Symbol truth = yTrue.Cast(DType), scores = yPred.Cast(DType);
        Symbol isLargest = Ops.GreaterEqual(scores, Ops.Max(scores, -1, keepDims: true));
        Symbol positive = RawOps.LogicalAnd(isLargest, Ops.Greater(Ops.Abs(scores), 1e-9));
        Symbol weight = sampleWeight is { } given ? Ops.ExpandDims(given.Cast(DType), 1) : Ops.OnesLike(truth);
        Symbol none = Ops.ZerosLike(truth);
        truePositives.AssignAdd(Ops.Sum(Ops.Where(positive, truth, none) * weight, 0));
        falsePositives.AssignAdd(Ops.Sum(Ops.Where(positive, 1 - truth, none) * weight, 0));
        falseNegatives.AssignAdd(Ops.Sum(Ops.Where(positive, none, truth) * weight, 0));
    }

    protected override Symbol Result()
    {
        Symbol positives = truePositives!;
        Symbol precision = positives / (positives + falsePositives! + 1e-7), recall = positives / (positives + falseNegatives! + 1e-7);
        return precision * recall / (precision + recall + 1e-7) * 2;
    }
}
