using TensorFlow;

namespace Keras.CustomParts;

/// <summary>The area under the ROC curve: state of a whole row of thresholds.</summary>
public sealed class AUC : Metric
{
    private const int Count = 20;
    private readonly Weight truePositives, falsePositives, positives, negatives;

    public AUC(string name = "auc")
        : base(name)
    {
        truePositives = AddWeight("true_positives", [Count]);
        falsePositives = AddWeight("false_positives", [Count]);
        positives = AddWeight("positives");
        negatives = AddWeight("negatives");
    }

    public override bool? LargerIsBetter => true;

    public static AUC FromConfig(Config config) => new();

    protected override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        Symbol truth = yTrue.Cast(DType).Reshape([-1, 1]), scores = yPred.Cast(DType).Reshape([-1, 1]);
        Symbol weight = sampleWeight is { } given ? given.Cast(DType).Reshape([-1, 1]) : Ops.OnesLike(truth);
        Symbol thresholds = Ops.Stack([.. Enumerable.Range(0, Count).Select(i => scores.Number((i / (Count - 1.0) * (1 + 2e-7)) - 1e-7))]);
        Symbol positive = Ops.Greater(scores, thresholds).Cast(DType) * weight;
        truePositives.AssignAdd(Ops.Sum(positive * truth, 0));
        falsePositives.AssignAdd(Ops.Sum(positive * (1 - truth), 0));
        positives.AssignAdd(Ops.Sum(weight * truth));
        negatives.AssignAdd(Ops.Sum(weight * (1 - truth)));
    }

    protected override Symbol Result()
    {
        Symbol recall = Ops.DivideNoNan(truePositives, positives), fallout = Ops.DivideNoNan(falsePositives, negatives);
        Symbol heights = (Part(recall, 0) + Part(recall, 1)) / 2;
        return Ops.Sum((Part(fallout, 0) - Part(fallout, 1)) * heights);
    }

    private static Symbol Part(Symbol x, int start) => RawOps.Slice(x, x.Graph.Constant([start]), x.Graph.Constant([Count - 1]));
}
