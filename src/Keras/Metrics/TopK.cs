using TensorFlow;

namespace Keras.Metrics;

/// <summary>Whether the right class is among the k with the largest predictions.</summary>
internal static class TopK
{
    public static int Require(int k, string className) =>
        k > 0 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, $"{className}: k must be at least 1, got {k}.");

    /// <param name="classes">Class numbers, one for each row of predictions.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="k">How many count.</param>
    /// <returns>1 or 0, in the shape of <paramref name="classes"/>.</returns>
    public static Symbol Matches(Symbol classes, Symbol yPred, int k)
    {
        Symbol rows = Rows(yPred).Cast(DType.Float32);
        Symbol matches = RawOps.InTopKV2(rows, classes.Cast(DType.Int32).Reshape([-1]), yPred.Graph.Constant(k, DType.Int32));
        return InShapeOf(matches, classes);
    }

    /// <summary>The same where predictions are class numbers, the best first.</summary>
    public static Symbol SortedMatches(Symbol classes, Symbol sorted, int k)
    {
        int count = sorted.Shape[^1] < 0 ? k : (int)Math.Min(k, sorted.Shape[^1]);
        Symbol best = RawOps.Slice(Rows(sorted), sorted.Graph.Constant([0, 0]), sorted.Graph.Constant([-1, count]));
        Symbol equal = Ops.Equal(classes.Cast(sorted.DType).Reshape([-1, 1]), best);
        return InShapeOf(RawOps.Any(equal, sorted.Graph.Constant(1)), classes);
    }

    private static Symbol Rows(Symbol x) => x.Rank == 2 ? x : x.Reshape([-1, x.Shape[^1]]);

    private static Symbol InShapeOf(Symbol matches, Symbol classes)
    {
        Symbol values = matches.Cast(DType.Float32);
        return classes.Rank == 1 ? values : RawOps.Reshape(values, Ops.Shape(classes));
    }
}
