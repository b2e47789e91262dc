using TensorFlow;

namespace Keras.CustomParts;

public sealed partial class BatchNormalization
{
    // Keras's backend.epsilon().
    private const double Smallest = 1e-7;

    private int[] ReducedAxes(Symbol x) => [.. Enumerable.Range(0, x.Rank).Where(a => a != Position(x.Shape))];

    private (Symbol Mean, Symbol Variance) Moments(Symbol x)
    {
        int[] axes = ReducedAxes(x);
        if (!Synchronized)
            return Ops.Moments(x, Axes.Create(axes));
        // What replicas can add up: sums, sums of squares and counts.
        Symbol reduced = x.Graph.Constant(axes);
        Symbol count = RawOps.Sum(Ops.OnesLike(x), reduced);
        Symbol mean = RawOps.DivNoNan(RawOps.Sum(x, reduced), count);
        Symbol squares = RawOps.DivNoNan(RawOps.Sum(RawOps.Square(x), reduced), count);
        return (mean, RawOps.Maximum(squares - RawOps.Square(mean), x.Number(0)));
    }

    private (Symbol Mean, Symbol Variance) MaskedMoments(Symbol x, Symbol mask)
    {
        int[] axes = ReducedAxes(x);
        Symbol reduced = x.Graph.Constant(axes), zero = x.Number(0);
        Symbol counted = RawOps.BroadcastTo(Ops.ExpandDims(mask, -1).Cast(DType.Bool), Ops.Shape(x));
        Symbol count = RawOps.Sum(counted.Cast(x.DType), reduced, keepDims: true) + Smallest;
        Symbol mean = RawOps.Sum(RawOps.SelectV2(counted, x, zero), reduced, keepDims: true) / count;
        Symbol squares = RawOps.Square(RawOps.SelectV2(counted, x - mean, zero));
        Symbol variance = RawOps.Sum(squares, reduced, keepDims: true) / count;
        long[] all = [.. axes.Select(a => (long)a)];
        return (RawOps.Squeeze(mean, all), RawOps.Squeeze(variance, all));
    }
}
