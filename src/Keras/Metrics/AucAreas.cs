using TensorFlow;

namespace Keras.Metrics;

/// <summary>The areas between neighbouring points of a curve, which counts at rising thresholds make.</summary>
internal sealed class AucAreas(ConfusionCounts counts)
{
    private readonly Symbol truePositives = counts.TruePositives!;
    private readonly Symbol falsePositives = counts.FalsePositives!;
    private readonly Symbol trueNegatives = counts.TrueNegatives!;
    private readonly Symbol falseNegatives = counts.FalseNegatives!;

    public Symbol Between(AucCurve curve, AucSummation summation)
    {
        if (curve == AucCurve.PR && summation == AucSummation.Interpolation)
            return InterpolatedPrecisionRecall();
        (Symbol x, Symbol y) = curve switch
        {
            AucCurve.ROC => (Ops.DivideNoNan(falsePositives, falsePositives + trueNegatives), Recall()),
            AucCurve.PR => (Recall(), Ops.DivideNoNan(truePositives, truePositives + falsePositives)),
            _ => Gains(),
        };
        Symbol first = AllButLast(y), second = AllButFirst(y);
        Symbol heights = summation switch
        {
            AucSummation.Interpolation => (first + second) / 2,
            AucSummation.Minoring => Ops.Minimum(first, second),
            _ => Ops.Maximum(first, second),
        };
        return (AllButLast(x) - AllButFirst(x)) * heights;
    }

    private static Symbol AllButLast(Symbol x) => Part(x, 0);

    private static Symbol AllButFirst(Symbol x) => Part(x, 1);

    private static Symbol Part(Symbol x, int start)
    {
        int length = checked((int)x.Shape[0]) - 1;
        int[] begin = x.Rank == 1 ? [start] : [start, 0], size = x.Rank == 1 ? [length] : [length, -1];
        return RawOps.Slice(x, x.Graph.Constant(begin), x.Graph.Constant(size));
    }

    private Symbol Recall() => Ops.DivideNoNan(truePositives, truePositives + falseNegatives);

    // Without true positives the gains diverge: recall's is set to 0 then, precision's to 1.
    private (Symbol X, Symbol Y) Gains()
    {
        Symbol scale = Ops.DivideNoNan(truePositives + falseNegatives, trueNegatives + falsePositives);
        Symbol none = Ops.Equal(truePositives, truePositives.Number(0));
        Symbol recall = 1 - (scale * Ops.DivideNoNan(falseNegatives, truePositives));
        Symbol precision = 1 - (scale * Ops.DivideNoNan(falsePositives, truePositives));
        return (Ops.Maximum(Ops.Where(none, Ops.ZerosLike(recall), recall), 0), Ops.Where(none, Ops.OnesLike(precision), precision));
    }

    // Between two points the counts change linearly, and precision does not (Davis and Goadrich, 2006).
    private Symbol InterpolatedPrecisionRecall()
    {
        Symbol positives = truePositives + falsePositives;
        Symbol first = AllButLast(positives), second = AllButFirst(positives);
        Symbol gained = AllButLast(truePositives) - AllButFirst(truePositives);
        Symbol slope = Ops.DivideNoNan(gained, Ops.Maximum(first - second, 0));
        Symbol intercept = AllButFirst(truePositives) - (slope * second);
        Symbol both = RawOps.LogicalAnd(Ops.Greater(first, 0), Ops.Greater(second, 0));
        Symbol ratio = Ops.Where(both, Ops.DivideNoNan(first, Ops.Maximum(second, 0)), Ops.OnesLike(second));
        Symbol truths = AllButFirst(truePositives) + AllButFirst(falseNegatives);
        return Ops.DivideNoNan(slope * (gained + (intercept * Ops.Log(ratio))), Ops.Maximum(truths, 0));
    }
}
