namespace TensorFlow;

/// <content>Reductions and running sums.</content>
internal static partial class MathGradients
{
    private static void RegisterReductions(GradientTable table) => table
        .Add("Sum", op => [Spread(op, op.Dy)])
        .Add("Mean", op => [Mean(op)])
        .Add("Max", op => [Extreme(op)])
        .Add("Min", op => [Extreme(op)])
        .Add("Prod", op => [Prod(op)])
        .Add("EuclideanNorm", op => [op[0] * RawOps.DivNoNan(Kept(op, op.Dy), Kept(op, op.Output()))])
        .Add("Cumsum", op => [RawOps.Cumsum(op.Dy, op[1], op.Bool("exclusive"), !op.Bool("reverse"))])
        .Add("Cumprod", op => [Cumprod(op)])
        .Add("CumulativeLogsumexp", op => [CumulativeLogsumexp(op)])
        .Add("TopKV2", op => [TopK(op), null]);

    // With the reduced axes back, of length 1.
    private static Symbol Kept(BackwardOperation op, Symbol reduced) =>
        op.Bool("keep_dims") ? reduced : RawOps.Reshape(reduced, Shapes.WithReduced(op[0], op[1]));

    // Each of the largest elements goes back to where it was.
    private static Symbol TopK(BackwardOperation op)
    {
        Symbol x = op[0], dy = op.GradientOrZeros(0);
        Symbol length = x.Shape[^1] >= 0
            ? op.Constant((int)x.Shape[^1])
            : RawOps.Reshape(RawOps.GatherV2(Shapes.Of(x), op.Constant([x.Rank - 1]), op.Constant(0)), op.Constant([]));
        Symbol places = RawOps.OneHot(op.Output(1), length, dy.Number(1), dy.Number(0));
        return RawOps.Sum(RawOps.ExpandDims(dy, op.Constant(-1)) * places, op.Constant([-2]));
    }

    private static Symbol Spread(BackwardOperation op, Symbol dy) => RawOps.BroadcastTo(Kept(op, dy), Shapes.Of(op[0]));

    private static Symbol Mean(BackwardOperation op)
    {
        Symbol sum = Spread(op, op.Dy);
        Shape input = op[0].Shape, output = op.Output().Shape;
        if (input.IsFullyKnown && output.IsFullyKnown)
            return sum / (double)(input.ElementCount / Math.Max(output.ElementCount, 1));
        Symbol one = op.Constant(1), all = op.Constant([0]);
        Symbol count = RawOps.FloorDiv(RawOps.Prod(RawOps.Shape(op[0]), all),
            RawOps.Maximum(RawOps.Prod(RawOps.Shape(op.Output()), all), one));
        return sum / count.Cast(sum.DType);
    }

    // Where several elements are the largest, they share the gradient.
    private static Symbol Extreme(BackwardOperation op)
    {
        Symbol y = Kept(op, op.Output()), dy = Kept(op, op.Dy);
        Symbol indicators = RawOps.Equal(y, op[0]).Cast(dy.DType);
        return indicators / RawOps.Sum(indicators, op[1], keepDims: true) * dy;
    }

    // For each element the product of the others, without a division, which zeros would spoil: of those before and those after it.
    private static Symbol Prod(BackwardOperation op)
    {
        Symbol x = op[0];
        int[] axes = Shapes.Axes(x, op[1])
            ?? throw new UnimplementedException($"The gradient of {op.Operation} needs constant axes and a known number of axes.");
        if (axes.Length == 0)
            return op.Dy;
        int[] order = [.. axes, .. Enumerable.Range(0, x.Rank).Except(axes)];
        Symbol moved = RawOps.Transpose(x, op.Constant(order));
        Symbol shape = Shapes.Of(moved), axis = op.Constant(0);
        Symbol count = RawOps.Prod(RawOps.Slice(shape, op.Constant([0]), op.Constant([axes.Length])), op.Constant([0]));
        Symbol flat = RawOps.Reshape(moved, RawOps.Pack([count, op.Constant(-1)]));
        Symbol others = Conj(RawOps.Cumprod(flat, axis, exclusive: true)) * Conj(
            RawOps.Cumprod(flat, axis, exclusive: true, reverse: true));
        int[] back = [.. Enumerable.Range(0, x.Rank).OrderBy(i => order[i])];
        return Kept(op, op.Dy) * RawOps.Transpose(RawOps.Reshape(others, shape), op.Constant(back));
    }

    // Σ dy·y / x; where x is the first zero, the running product without it takes the place of y / x, which TensorFlow leaves out.
    private static Symbol Cumprod(BackwardOperation op)
    {
        Symbol x = op[0], axis = op[1], dy = op.Dy;
        bool exclusive = op.Bool("exclusive"), reverse = op.Bool("reverse");
        Symbol plain = RawOps.DivNoNan(RawOps.Cumsum(Conj(op.Output()) * dy, axis, exclusive, !reverse), Conj(x));
        Symbol isZero = RawOps.Equal(x, x.Number(0));
        Symbol earlierZeros = RawOps.Cumsum(isZero.Cast(DType.Int32), axis, exclusive: true, reverse);
        Symbol isFirst = RawOps.LogicalAnd(isZero, RawOps.Equal(earlierZeros, op.Constant(0)));
        Symbol without = Conj(RawOps.Cumprod(RawOps.SelectV2(isFirst, x.Number(1), x), axis, exclusive, reverse));
        return RawOps.SelectV2(isFirst, RawOps.Cumsum(without * dy, axis, exclusive, !reverse), plain);
    }

    // Σ dy · exp(x - y), positive and negative parts apart in logarithms.
    private static Symbol CumulativeLogsumexp(BackwardOperation op)
    {
        Symbol x = op[0], dy = op.Dy, zero = dy.Number(0), one = dy.Number(1);
        bool exclusive = op.Bool("exclusive"), reverse = op.Bool("reverse");
        return Part(dy) - Part(-dy);

        Symbol Part(Symbol gradient)
        {
            Symbol isPositive = RawOps.Greater(gradient, zero);
            double least = x.DType == DType.Float64 ? double.MinValue : x.DType == DType.Float16 ? (double)Half.MinValue : float.MinValue;
            Symbol logarithm = RawOps.SelectV2(isPositive, RawOps.Log(RawOps.SelectV2(isPositive, gradient, one)), x.Number(least));
            return RawOps.Exp(RawOps.CumulativeLogsumexp(logarithm - op.Output(), op[1], exclusive, !reverse) + x);
        }
    }
}
