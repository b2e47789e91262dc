using TensorFlow;

namespace Keras.Metrics;

/// <summary>The confusion matrix (<c>keras.metrics.metrics_utils.confusion_matrix</c>).</summary>
internal static class ClassConfusion
{
    /// <summary>
    /// The weighted counts of a batch: rows are true classes, columns predicted ones. Pairs with a class that does not exist do not count.
    /// </summary>
    /// <param name="truth">Class indices, one axis.</param>
    /// <param name="predictions">As many class indices.</param>
    /// <param name="weights">As many weights, or one.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="ignoredClass">The true class that does not count.</param>
    public static Symbol Count(Symbol truth, Symbol predictions, Symbol weights, int classCount, int? ignoredClass)
    {
        Symbol counts = RawOps.LogicalAnd(Exists(truth, classCount), Exists(predictions, classCount));
        if (ignoredClass is { } ignored)
            counts = RawOps.LogicalAnd(counts, Ops.NotEqual(truth, truth.Number(ignored)));
        Symbol zeros = Ops.ZerosLike(truth);
        Symbol pairs = RawOps.Pack(
            [Ops.Where(counts, truth, zeros).Cast(DType.Int32), Ops.Where(counts, predictions, zeros).Cast(DType.Int32)], axis: 1);
        Symbol values = Ops.Where(counts, Ops.BroadcastTo(weights, truth), zeros);
        return RawOps.ScatterNd(pairs, values, truth.Graph.Constant(classCount, classCount));
    }

    private static Symbol Exists(Symbol classes, int classCount) =>
        RawOps.LogicalAnd(Ops.GreaterEqual(classes, classes.Number(0)), Ops.Less(classes, classCount));
}
