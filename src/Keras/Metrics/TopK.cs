using TensorFlow;

namespace Keras.Metrics;

/// <summary>Whether the right class is among the k with the largest predictions.</summary>
internal static class TopK
{
    public static int Require(int k, string className) =>
        k > 0 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, $"{className}: expected a k of at least 1, got {k}.");

    /// <param name="classes">Class indices, one for each prediction.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="k">The number of highest values.</param>
    /// <returns>1 or 0, in the shape of <paramref name="classes"/>.</returns>
    public static Symbol Matches(Symbol classes, Symbol yPred, int k)
    {
        // As the op InTopK does it with TensorFlow's kernels: a class that does not exist and a row that is not finite match nothing. XLA's
        // form of the op differs.
        Symbol rows = Rows(yPred).Cast(DType.Float32);
        Symbol count = Ops.Shape(rows, -1);
        Symbol wanted = ClassIndices.Of(classes).Reshape([-1, 1]);
        Symbol isWanted = Ops.Equal(
            wanted, RawOps.Range(rows.Graph.Constant(0, DType.Int32), count, rows.Graph.Constant(1, DType.Int32)).Cast(DType.Int64));
        Symbol score = Ops.Sum(Ops.Where(isWanted, rows, Ops.ZerosLike(rows)), -1, keepDims: true);
        Symbol better = Ops.Sum(Ops.Greater(rows, score).Cast(DType.Int32), -1);
        Symbol last = rows.Graph.Constant(-1);
        Symbol isSound = RawOps.LogicalAnd(RawOps.Any(isWanted, last), RawOps.All(RawOps.IsFinite(rows), last));
        return InShapeOf(RawOps.LogicalAnd(isSound, Ops.Less(better, k)), classes);
    }

    /// <summary>The same where predictions are class indices, the best first.</summary>
    public static Symbol SortedMatches(Symbol classes, Symbol sorted, int k)
    {
        int count = sorted.Shape[^1] < 0 ? k : (int)Math.Min(k, sorted.Shape[^1]);
        Symbol best = RawOps.Slice(Rows(sorted), sorted.Graph.Constant([0, 0]), sorted.Graph.Constant([-1, count]));
        Symbol equal = Ops.Equal(ClassIndices.Of(classes).Reshape([-1, 1]), ClassIndices.Of(best));
        return InShapeOf(RawOps.Any(equal, sorted.Graph.Constant(1)), classes);
    }

    private static Symbol Rows(Symbol x) => x.Rank == 2 ? x : x.Reshape([-1, x.Shape[^1]]);

    private static Symbol InShapeOf(Symbol matches, Symbol classes)
    {
        Symbol values = matches.Cast(DType.Float32);
        return classes.Rank == 1 ? values : RawOps.Reshape(values, Ops.Shape(classes));
    }
}
