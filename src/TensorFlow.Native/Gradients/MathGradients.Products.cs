namespace TensorFlow;

/// <content>Products of matrices.</content>
internal static partial class MathGradients
{
    private static void RegisterProducts(GradientTable table) => table
        .Add("MatMul", MatMul)
        .Add("BatchMatMul", BatchMatMul)
        .Add("BatchMatMulV2", BatchMatMul)
        .Add("BatchMatMulV3", BatchMatMul)
        .Add("Cross", op => [RawOps.Cross(op[1], op.Dy), RawOps.Cross(op.Dy, op[0])])
        .Add("Einsum", Einsum);

    private static Gradient?[] MatMul(BackwardOperation op)
    {
        bool ta = op.Bool("transpose_a"), tb = op.Bool("transpose_b");
        Symbol a = Conj(op[0]), b = Conj(op[1]), dy = op.Dy;
        Symbol? da = !op.Needs(0) ? null : ta
            ? RawOps.MatMul(b, dy, transposeA: tb, transposeB: true)
            : RawOps.MatMul(dy, b, transposeB: !tb);
        Symbol? db = !op.Needs(1) ? null : tb
            ? RawOps.MatMul(dy, a, transposeA: true, transposeB: ta)
            : RawOps.MatMul(a, dy, transposeA: !ta);
        return [da, db];
    }

    private static Gradient?[] BatchMatMul(BackwardOperation op)
    {
        bool ax = op.Bool("adj_x"), ay = op.Bool("adj_y");
        Symbol x = op[0], y = op[1], dy = op.Dy;
        Symbol? dx = !op.Needs(0) ? null : ax ? Product(y, dy, ay, true) : Product(dy, y, false, !ay);
        Symbol? db = !op.Needs(1) ? null : ay ? Product(dy, x, true, ax) : Product(x, dy, !ax, false);
        return [dx is { } first ? OfBatch(first, x, y) : null, db is { } second ? OfBatch(second, y, x) : null];
    }

    private static Symbol Product(Symbol x, Symbol y, bool adjointX, bool adjointY) => x.Rank == 2 && y.Rank == 2 && x.DType.IsFloatingPoint
        ? RawOps.MatMul(x, y, transposeA: adjointX, transposeB: adjointY)
        : RawOps.BatchMatMulV2(x, y, adjointX, adjointY);

    // The batch axes broadcast, the last two do not.
    internal static Symbol OfBatch(Symbol gradient, Symbol input, Symbol other)
    {
        Shape mine = input.Shape, its = other.Shape;
        if (mine.Rank == 2 && its.Rank == 2)
            return gradient;
        if (mine.Rank >= 2 && its.Rank >= 2 && mine[..^2].IsFullyKnown && mine[..^2] == its[..^2])
            return gradient;
        Symbol shape = Shapes.Of(input);
        (Symbol axes, _) = RawOps.BroadcastGradientArgs(BatchOf(shape), BatchOf(Shapes.Of(other)));
        if (mine.Rank >= 2 && its.Rank >= 2 && mine[..^2].IsFullyKnown && its[..^2].IsFullyKnown)
            axes = input.Graph.Constant(RepeatedAxes(mine[..^2], its[..^2]));
        return RawOps.Reshape(RawOps.Sum(gradient, axes), shape);
    }

    private static int[] RepeatedAxes(Shape mine, Shape its)
    {
        int rank = Math.Max(mine.Rank, its.Rank);
        return [.. Enumerable.Range(0, rank).Where(i => LengthFromEnd(mine, rank - i) == 1 && LengthFromEnd(its, rank - i) != 1)];
    }

    private static long LengthFromEnd(Shape shape, int fromEnd) => fromEnd > shape.Rank ? 1 : shape[^fromEnd];

    private static Symbol BatchOf(Symbol shape)
    {
        Graph graph = shape.Graph;
        return RawOps.StridedSlice(shape, graph.Constant([0]), graph.Constant([-2]), graph.Constant([1]));
    }
}
