using TensorFlow;
using TensorShape = TensorFlow.Shape;

namespace Keras;

/// <content>Normalization by statistics.</content>
public static partial class Ops
{
    /// <summary>The elements normalized by given statistics: (x - mean) / √(variance + ε) · scale + offset (Ioffe and Szegedy,
    /// 2015).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="mean">The means along an axis, a list.</param>
    /// <param name="variance">The variances along the axis, a list.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="offset">The offset (β), a vector; null (default) for none.</param>
    /// <param name="scale">The factor, a list; null (default) for 1.</param>
    /// <param name="epsilon">The ε. Default: 0.001.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol BatchNormalization(
        Symbol x, Symbol mean, Symbol variance, int axis, Symbol? offset = null, Symbol? scale = null, double epsilon = 1e-3)
    {
        int position = Position(x, axis, "BatchNormalization");
        Symbol inverse = RawOps.Rsqrt(Along(variance) + Hyperparameter.Meant(epsilon));
        if (scale is { } factor)
            inverse *= Along(factor);
        Symbol shift = -Along(mean) * inverse;
        if (offset is { } summand)
            shift += Along(summand);
        return (x * inverse.Cast(x.DType)) + shift.Cast(x.DType);

        Symbol Along(Symbol list)
        {
            RequireStatistics(x, list, position);
            if (position == x.Rank - 1 || list.Rank == x.Rank)
                return list;
            long[] shape = [.. Enumerable.Repeat(1L, x.Rank)];
            shape[position] = -1;
            return list.Reshape([.. shape]);
        }
    }

    /// <summary>The elements normalized by their own statistics along axes: (x - mean) / √(variance + ε) · γ + β (Ba et al.,
    /// 2016).</summary>
    /// <param name="x">Any shape; half-precision numbers are computed in float32.</param>
    /// <param name="gamma">The factor, of the shape of the axes; null (default) for 1.</param>
    /// <param name="beta">The offset (β), of the shape of the axes; null (default) for none.</param>
    /// <param name="axis">The axes. Default: the last.</param>
    /// <param name="epsilon">The ε; null (default) for 1e-7.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol LayerNormalization(Symbol x, Symbol? gamma = null,
        Symbol? beta = null, Axes axis = default, double? epsilon = null)
    {
        DType dtype = x.DType;
        x = x.Cast(TypePromotion.Result(dtype, DType.Float32));
        int[] axes = axis.IsAll ? [x.Rank - 1] : [.. Positions(x, axis, "LayerNormalization").Order()];
        if (gamma is { } scale && beta is { } center && axes is [var last] && last == x.Rank - 1
            && FusedOps.LayerNormalization(x, scale, center, (float)(epsilon ?? 1e-7)) is { } fused)
            return fused.Cast(dtype);
        (Symbol mean, Symbol variance) = Moments(x, axes, keepDims: true);
        Symbol inverse = RawOps.Rsqrt(variance + Hyperparameter.Meant(epsilon ?? 1e-7));
        if (gamma is { } factor)
            inverse *= OverAxes(x, factor.Cast(x.DType), axes);
        Symbol shift = -mean * inverse;
        if (beta is { } summand)
            shift += OverAxes(x, summand.Cast(x.DType), axes);
        return ((x * inverse) + shift).Cast(dtype);
    }

    /// <summary>The elements divided by their root mean square along axes: x / √(mean(x²) + ε) · scale (Zhang and Sennrich,
    /// 2019).</summary>
    /// <param name="x">Any shape; half-precision numbers are computed in float32, a scalar becomes a list.</param>
    /// <param name="scale">The factor, of a shape that broadcasts with that of x; null (default) for 1.</param>
    /// <param name="axis">The axes. Default: the last.</param>
    /// <param name="epsilon">The ε; null (default) for 1e-7.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol RmsNormalization(Symbol x, Symbol? scale = null, Axes axis = default, double? epsilon = null)
    {
        DType dtype = x.DType;
        x = x.Cast(TypePromotion.Result(dtype, DType.Float32));
        x = x.Rank == 0 ? ExpandDims(x, 0) : x;
        Symbol axes = axis.IsAll ? x.Graph.Constant([x.Rank - 1]) : Reduced(x, axis, "RmsNormalization");
        Symbol normalized = x * RawOps.Rsqrt(RawOps.Mean(RawOps.Square(x), axes, keepDims: true) + Hyperparameter.Meant(epsilon ?? 1e-7));
        if (scale is { } given)
            RequireBroadcast("RmsNormalization", x, given);
        return (scale is { } factor ? normalized * factor.Cast(x.DType) : normalized).Cast(dtype);
    }

    private static void RequireStatistics(Symbol x, Symbol list, int position)
    {
        bool fits = list.Rank < 0 || (list.Rank == x.Rank && list.Rank != 1 ? Broadcast(x.Shape, list.Shape)
            : list.Rank == 0 || (list.Rank == 1 && Broadcast([x.Shape[position]], list.Shape)));
        if (!fits)
            throw new ShapeException(
                $"BatchNormalization: expected a mean, variance, scale and offset for each of the entries of axis {position} of {x.Shape}, "
                + $"got {list.Shape}.");
    }

    private static Symbol OverAxes(Symbol x, Symbol weights, int[] axes)
    {
        TensorShape along = TensorShape.Create([.. axes.Select(a => x.Shape[a])]);
        bool isAlong = weights.Rank == axes.Length && weights.Rank != x.Rank;
        if (!(isAlong ? Broadcast(along, weights.Shape) : weights.Rank <= x.Rank && Broadcast(x.Shape, weights.Shape)))
            throw new ShapeException(
                $"LayerNormalization: expected gamma and beta of the shape {along} of the axes [{string.Join(", ", axes)}] of {x.Shape}, "
                + $"got {weights.Shape}.");
        if (weights.Rank == x.Rank || (axes.Length == 1 && axes[0] == x.Rank - 1))
            return weights;
        Dimension[] shape = [.. Enumerable.Repeat((Dimension)1, x.Rank)];
        Dimension[] lengths = Dimensions(x);
        foreach (int axis in axes)
            shape[axis] = lengths[axis];
        return Reshaped(weights, shape);
    }
}
