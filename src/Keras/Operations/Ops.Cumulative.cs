using TensorFlow;

namespace Keras;

/// <content>Running sums and products, differences and integrals.</content>
public static partial class Ops
{
    /// <summary>The running sums along an axis.</summary>
    /// <param name="x">Any shape; booleans count as int32.</param>
    /// <param name="axis">The axis; null (default) for the flattened elements.</param>
    /// <param name="dtype">The type of the sums; null (default) for that of x.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Cumsum(Symbol x, int? axis = null, DType? dtype = null)
    {
        (x, Symbol along) = Running(x, axis, dtype, "Cumsum");
        return RawOps.Cumsum(x, along);
    }

    /// <summary>The running products along an axis.</summary>
    /// <param name="x">Any shape; booleans count as int32.</param>
    /// <param name="axis">The axis; null (default) for the flattened elements.</param>
    /// <param name="dtype">The type of the products; null (default) for that of x.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Cumprod(Symbol x, int? axis = null, DType? dtype = null)
    {
        (x, Symbol along) = Running(x, axis, dtype, "Cumprod");
        return RawOps.Cumprod(x, along);
    }

    /// <summary>The running sums along an axis, NaNs counting as 0. Unlike in Keras, which replaces them too, infinities stay.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; null (default) for the flattened elements.</param>
    /// <param name="dtype">The type of the sums; null (default) for that of x.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanCumsum(Symbol x, int? axis = null, DType? dtype = null) => Cumsum(WithoutNan(x, 0), axis, dtype);

    /// <summary>The running products along an axis, NaNs counting as 1. Unlike in Keras, which replaces them too, infinities
    /// stay.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; null (default) for the flattened elements.</param>
    /// <param name="dtype">The type of the products; null (default) for that of x.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanCumprod(Symbol x, int? axis = null, DType? dtype = null) => Cumprod(WithoutNan(x, 1), axis, dtype);

    /// <summary>The differences of neighbours along an axis, n times; of booleans, whether they differ.</summary>
    /// <param name="a">Any shape of at least one axis.</param>
    /// <param name="n">The number of times the difference is taken. Default: 1.</param>
    /// <param name="axis">The axis. Default: the last.</param>
    /// <returns>The axis is shorter by n.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or n is negative.</exception>
    public static Symbol Diff(Symbol a, int n = 1, int axis = -1)
    {
        Required.AtLeast("Diff", 0, n);
        int position = Position(a, axis, "Diff");
        for (int i = 0; i < n; i++)
        {
            Symbol later = Along(a, position, new(1));
            Symbol earlier = Along(a, position, new(null, -1));
            a = a.DType == DType.Bool ? RawOps.NotEqual(later, earlier) : later - earlier;
        }

        return a;
    }

    /// <summary>The integral along an axis by the trapezoidal rule: Σ (y₁ + y₂) / 2 · dx.</summary>
    /// <param name="y">The values; integers become float32.</param>
    /// <param name="x">The places of the values, of the shape of y or a list along the axis; null (default) for a constant
    /// distance.</param>
    /// <param name="dx">The distance of the values where no places are given. Default: 1.</param>
    /// <param name="axis">The axis. Default: the last.</param>
    /// <returns>The shape of y without the axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Trapezoid(Symbol y, Symbol? x = null, double dx = 1, int axis = -1)
    {
        y = Floating(y);
        int position = Position(y, axis, "Trapezoid");
        Symbol heights = 0.5 * (Along(y, position, new(1)) + Along(y, position, new(null, -1)));
        Symbol distances = Meant(y, dx);
        if (x is { } places)
        {
            distances = Diff(places.Cast(y.DType), 1, places.Rank == 1 ? 0 : axis);
            if (places.Rank == 1 && y.Rank > 1)
            {
                long[] shape = [.. Enumerable.Repeat(1L, y.Rank)];
                shape[position] = -1;
                distances = distances.Reshape([.. shape]);
            }
        }

        RequireBroadcast("Trapezoid", heights, distances);
        return RawOps.Sum(heights * distances, y.Graph.Constant([position]));
    }

    private static (Symbol X, Symbol Axis) Running(Symbol x, int? axis, DType? dtype, string name)
    {
        x = x.Cast(dtype ?? x.DType);
        x = x.DType == DType.Bool ? x.Cast(DType.Int32) : x;
        return axis is { } along ? (x, Int(x, Position(x, along, name))) : (x.Reshape([-1]), Int(x, 0));
    }

    /// <summary>A slice of one axis.</summary>
    private static Symbol Along(Symbol x, int axis, Slice slice)
    {
        Indexer[] indices = new Indexer[axis + 1];
        for (int i = 0; i < axis; i++)
            indices[i] = TensorFlow.Slice.All;
        indices[axis] = slice;
        return x[indices];
    }
}
