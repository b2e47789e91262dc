using TensorFlow;

namespace Keras;

/// <content>Reductions along axes. Sums and products of short integers are int32 or uint32, as in Keras.</content>
public static partial class Ops
{
    /// <summary>The sum along axes.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Sum(Symbol x, Axes axis = default, bool keepDims = false) =>
        RawOps.Sum(x.Cast(SumType(x.DType)), Reduced(x, axis, "Sum"), keepDims);

    /// <summary>The product along axes.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <param name="dtype">The type of the product; null (default) for that of x, of short integers int32 or uint32.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Prod(Symbol x, Axes axis = default, bool keepDims = false, DType? dtype = null) =>
        RawOps.Prod(x.Cast(dtype ?? SumType(TypePromotion.Result(x.DType))), Reduced(x, axis, "Prod"), keepDims);

    /// <summary>The mean along axes; of integers it is float32, and half-precision numbers are added up in float32.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Mean(Symbol x, Axes axis = default, bool keepDims = false)
    {
        DType computed = TypePromotion.Result(x.DType, DType.Float32);
        Symbol mean = RawOps.Mean(x.Cast(computed), Reduced(x, axis, "Mean"), keepDims);
        return x.DType.IsInteger || x.DType == DType.Bool ? mean : mean.Cast(x.DType);
    }

    /// <summary>The largest element along axes; of booleans, whether any is true.</summary>
    /// <param name="x">Any shape; without an initial, reduced axes have elements.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <param name="initial">A lower bound of the result; null (default) for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">A reduced axis has no elements.</exception>
    public static Symbol Max(Symbol x, Axes axis = default, bool keepDims = false, double? initial = null)
    {
        Symbol axes = Reduced(x, axis, "Max");
        if (initial is null)
            RequireElements(x, axis, "Max");
        if (x.DType == DType.Bool)
            return initial is > 0 ? OnesLike(RawOps.Any(x, axes, keepDims)) : RawOps.Any(x, axes, keepDims);
        Symbol largest = RawOps.Max(x, axes, keepDims);
        return initial is { } least ? RawOps.Maximum(largest, largest.Number(least)) : largest;
    }

    /// <summary>The smallest element along axes; of booleans, whether all are true.</summary>
    /// <param name="x">Any shape; without an initial, reduced axes have elements.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <param name="initial">An upper bound of the result; null (default) for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">A reduced axis has no elements.</exception>
    public static Symbol Min(Symbol x, Axes axis = default, bool keepDims = false, double? initial = null)
    {
        Symbol axes = Reduced(x, axis, "Min");
        if (initial is null)
            RequireElements(x, axis, "Min");
        if (x.DType == DType.Bool)
            return initial is <= 0 ? RawOps.ZerosLike(RawOps.All(x, axes, keepDims)) : RawOps.All(x, axes, keepDims);
        Symbol smallest = RawOps.Min(x, axes, keepDims);
        return initial is { } most ? RawOps.Minimum(smallest, smallest.Number(most)) : smallest;
    }

    /// <summary>The largest element along axes; the same as <see cref="Max(Symbol, Axes, bool, double?)"/>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    public static Symbol Amax(Symbol x, Axes axis = default, bool keepDims = false) => Max(x, axis, keepDims);

    /// <summary>The smallest element along axes; the same as <see cref="Min(Symbol, Axes, bool, double?)"/>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    public static Symbol Amin(Symbol x, Axes axis = default, bool keepDims = false) => Min(x, axis, keepDims);

    /// <summary>The largest element less the smallest along axes (peak to peak).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">A reduced axis has no elements.</exception>
    public static Symbol Ptp(Symbol x, Axes axis = default, bool keepDims = false)
    {
        Symbol axes = Reduced(x, axis, "Ptp");
        RequireElements(x, axis, "Ptp");
        return RawOps.Max(x, axes, keepDims) - RawOps.Min(x, axes, keepDims);
    }

    /// <summary>Whether all elements along axes are true; numbers other than 0 are.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol All(Symbol x, Axes axis = default, bool keepDims = false) =>
        RawOps.All(x.Cast(DType.Bool), Reduced(x, axis, "All"), keepDims);

    /// <summary>Whether any element along axes is true; numbers other than 0 are.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Any(Symbol x, Axes axis = default, bool keepDims = false) =>
        RawOps.Any(x.Cast(DType.Bool), Reduced(x, axis, "Any"), keepDims);

    /// <summary>The number of elements other than 0 along axes, as int32.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol CountNonzero(Symbol x, Axes axis = default)
    {
        Symbol nonzero = x.DType == DType.Bool ? x : RawOps.NotEqual(x, x.Number(0));
        return RawOps.Sum(nonzero.Cast(DType.Int32), Reduced(x, axis, "CountNonzero"));
    }

    /// <summary>The variance along axes: the mean of (x - mean)².</summary>
    /// <param name="x">Any shape; integers become float32, half-precision numbers are computed in float32.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Var(Symbol x, Axes axis = default, bool keepDims = false)
    {
        DType result = TypePromotion.Result(x.DType, PromotedType.WeakFloat);
        return Variance(x.Cast(TypePromotion.Result(x.DType, DType.Float32)), axis, keepDims, "Var").Cast(result);
    }

    /// <summary>The standard deviation along axes: √ of the variance.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Std(Symbol x, Axes axis = default, bool keepDims = false) =>
        RawOps.Sqrt(Variance(Floating(x), axis, keepDims, "Std"));

    /// <summary>The mean and the variance along axes; half-precision numbers are computed in float32.</summary>
    /// <param name="x">Any shape, floating-point.</param>
    /// <param name="axes">The axes that are reduced.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static (Symbol Mean, Symbol Variance) Moments(Symbol x, Axes axes, bool keepDims = false)
    {
        DType dtype = x.DType;
        bool isHalf = dtype is DType.Float16 or DType.BFloat16;
        x = isHalf ? x.Cast(DType.Float32) : Floating(x);
        Symbol reduced = Reduced(x, axes, "Moments");
        Symbol mean = RawOps.Mean(x, reduced, keepDims: true);
        Symbol variance = RawOps.Mean(OptimizationBarrier.Before(SquaredDeviations(x, mean)), reduced, keepDims);
        mean = keepDims ? mean : RawOps.Squeeze(mean, [.. Positions(x, axes, "Moments").Select(a => (long)a)]);
        if (!isHalf)
            return (mean, variance);
        double most = Largest(dtype);
        return (Clip(mean, -most, most).Cast(dtype), Clip(variance, -most, most).Cast(dtype));
    }

    /// <summary>The weighted mean along axes: Σ wx / Σ w.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="weights">Weights of the shape of x, or a list along the one axis; null (default) for equal weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The weights have another number of axes, and are no list along one axis.</exception>
    public static Symbol Average(Symbol x, Axes axis = default, Symbol? weights = null)
    {
        if (weights is not { } w)
        {
            x = Floating(x);
            return RawOps.Mean(x, Reduced(x, axis, "Average"));
        }

        (x, w) = PromotedFloating(x, w, null);
        int[] positions = Positions(x, axis, "Average");
        if (w.Rank != x.Rank)
        {
            if (w.Rank != 1 || positions.Length != 1)
                throw new ShapeException($"Average: expected weights of the shape {x.Shape} or a list along one axis, got {w.Shape}.");
            Dimension[] lengths = [.. Enumerable.Repeat((Dimension)1, x.Rank)];
            lengths[positions[0]] = -1;
            RequireEqualLengths(x, positions[0], w, 0, "Average");
            Symbol along = w.Reshape([.. lengths.Select(l => l.Length)]);
            return RawOps.Sum(x * along, x.Graph.Constant(positions)) / RawOps.Sum(w, AllAxes(w));
        }

        RequireBroadcast("Average", x, w);
        Symbol axes = x.Graph.Constant(positions);
        return RawOps.Sum(x * w, axes) / RawOps.Sum(w, axes);
    }

    /// <summary>The largest element along one axis; NaN where there is one. The op Max leaves NaN out where XLA compiles.</summary>
    internal static Symbol MaxOrNaN(Symbol x, int axis, bool keepDims = false) =>
        Where(RawOps.Any(RawOps.IsNan(x), x.Graph.Constant(axis), keepDims), x.Number(double.NaN), Max(x, axis, keepDims));

    // The mean of deviations is 0, so nothing flows back through their mean; but the slopes of the squares depend on it.
    private static Symbol SquaredDeviations(Symbol x, Symbol mean) => Gradients.Define(
        [x], [RawOps.SquaredDifference(x, mean)], dys => [dys[0] is { } dy ? 2.0 * dy * (x - mean) : null])[0];

    private static Symbol Variance(Symbol x, Axes axis, bool keepDims, string name)
    {
        Symbol axes = Reduced(x, axis, name);
        return RawOps.Mean(RawOps.Square(x - RawOps.Mean(x, axes, keepDims: true)), axes, keepDims);
    }

    private static Symbol Reduced(Symbol x, Axes axis, string name) =>
        axis.IsAll ? AllAxes(x) : x.Rank < 0 ? x.Graph.Constant(axis.AsSpan()) : x.Graph.Constant(Positions(x, axis, name));

    private static Symbol AllAxes(Symbol x) => x.Rank >= 0
        ? x.Graph.Constant([.. Enumerable.Range(0, x.Rank)])
        : RawOps.Range(x.Graph.Constant(0, DType.Int32), RawOps.Rank(x), x.Graph.Constant(1, DType.Int32));

    private static DType SumType(DType dtype) => dtype switch
    {
        DType.Bool or DType.Int8 or DType.Int16 => DType.Int32,
        DType.UInt8 or DType.UInt16 => DType.UInt32,
        _ => dtype,
    };
}
