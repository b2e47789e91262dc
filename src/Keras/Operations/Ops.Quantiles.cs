using TensorFlow;

namespace Keras;

/// <content>Medians and quantiles.</content>
public static partial class Ops
{
    /// <summary>The median along axes: the middle element, or the mean of the two in the middle. NaN where one element is NaN.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Median(Symbol x, Axes axis = default, bool keepDims = false) => Quantile(x, 0.5, axis, keepDims: keepDims);

    /// <summary>The element below which a fraction q of the elements along axes lies. NaN where one element is NaN.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="q">The fraction, from 0 to 1.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="method">The interpolation between two elements: "linear" (default), "lower", "higher", "midpoint" or "nearest".</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or q is not from 0 to 1.</exception>
    /// <exception cref="ArgumentException">The method is unknown.</exception>
    public static Symbol Quantile(Symbol x, double q, Axes axis = default, string method = "linear", bool keepDims = false) =>
        Quantile(x, Fraction(x, q, 1, "Quantile"), axis, method, keepDims);

    /// <summary>The elements below which fractions q of the elements along axes lie. NaN where one element is NaN.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="q">The fractions, from 0 to 1: a scalar or a list.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="method">The interpolation between two elements: "linear" (default), "lower", "higher", "midpoint" or "nearest".</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <returns>The axes of q, and behind them those of x that are kept.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">The method is unknown.</exception>
    public static Symbol Quantile(Symbol x, Symbol q, Axes axis = default, string method = "linear", bool keepDims = false)
    {
        x = Floating(x);
        Symbol quantiles = Quantiles(x, q, axis, method, keepDims, skipNan: false);
        Symbol isNan = RawOps.Any(RawOps.IsNan(x), Reduced(x, axis, "Quantile"), keepDims);
        return RawOps.SelectV2(isNan, quantiles.Number(double.NaN), quantiles);
    }

    /// <summary>The element below which q percent of the elements along axes lie. NaN where one element is NaN.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="q">The percentage, from 0 to 100.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="method">The interpolation between two elements: "linear" (default), "lower", "higher", "midpoint" or "nearest".</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or q is not from 0 to 100.</exception>
    /// <exception cref="ArgumentException">The method is unknown.</exception>
    public static Symbol Percentile(Symbol x, double q, Axes axis = default, string method = "linear", bool keepDims = false) =>
        Percentile(x, Fraction(x, q, 100, "Percentile"), axis, method, keepDims);

    /// <inheritdoc cref="Percentile(Symbol, double, Axes, string, bool)"/>
    public static Symbol Percentile(Symbol x, Symbol q, Axes axis = default, string method = "linear", bool keepDims = false) =>
        Quantile(x, q.Cast(DType.Float32) / 100, axis, method, keepDims);

    /// <summary>The median along axes of the elements that are no NaNs; NaN where there are none.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol NanMedian(Symbol x, Axes axis = default, bool keepDims = false) =>
        !axis.IsAll && axis.AsSpan().IsEmpty ? x : NanQuantile(x, 0.5, axis, keepDims: keepDims);

    /// <summary>The <see cref="Quantile(Symbol, double, Axes, string, bool)"/> of the elements that are not NaN; NaN where all
    /// are.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="q">The fraction, from 0 to 1.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="method">The interpolation between two elements: "linear" (default), "lower", "higher", "midpoint" or "nearest".</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or q is not from 0 to 1.</exception>
    /// <exception cref="ArgumentException">The method is unknown.</exception>
    public static Symbol NanQuantile(Symbol x, double q, Axes axis = default, string method = "linear", bool keepDims = false) =>
        NanQuantile(x, Fraction(x, q, 1, "NanQuantile"), axis, method, keepDims);

    /// <inheritdoc cref="NanQuantile(Symbol, double, Axes, string, bool)"/>
    public static Symbol NanQuantile(Symbol x, Symbol q, Axes axis = default, string method = "linear", bool keepDims = false) =>
        Quantiles(Floating(x), q, axis, method, keepDims, skipNan: true);

    /// <summary>The <see cref="Percentile(Symbol, double, Axes, string, bool)"/> of the elements that are not NaN; NaN where all
    /// are.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="q">The percentage, from 0 to 100.</param>
    /// <param name="axis">The axes that are reduced. Default: all.</param>
    /// <param name="method">The interpolation between two elements: "linear" (default), "lower", "higher", "midpoint" or "nearest".</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or q is not from 0 to 100.</exception>
    /// <exception cref="ArgumentException">The method is unknown.</exception>
    public static Symbol NanPercentile(Symbol x, double q, Axes axis = default, string method = "linear", bool keepDims = false) =>
        NanPercentile(x, Fraction(x, q, 100, "NanPercentile"), axis, method, keepDims);

    /// <inheritdoc cref="NanPercentile(Symbol, double, Axes, string, bool)"/>
    public static Symbol NanPercentile(Symbol x, Symbol q, Axes axis = default, string method = "linear", bool keepDims = false) =>
        NanQuantile(x, q.Cast(DType.Float32) / 100, axis, method, keepDims);

    // A scalar is known here; of computed ones those beyond the ends give elements beyond the ends, as in Keras.
    private static Symbol Fraction(Symbol x, double q, int most, string name) => q >= 0 && q <= most
        ? x.Graph.Constant(q, DType.Float32)
        : throw new ArgumentOutOfRangeException(
            nameof(q), q, FormattableString.Invariant($"{name}: expected q from 0 to {most}, got {q}."));

    private static Symbol Quantiles(Symbol x, Symbol q, Axes axis, string method, bool keepDims, bool skipNan)
    {
        if (method is not ("linear" or "lower" or "higher" or "midpoint" or "nearest"))
            throw new ArgumentException(
                $"Quantile: expected the method linear, lower, higher, midpoint or nearest, got '{method}'.", nameof(method));
        RequireRank(q, "Quantile", 0, 1);
        int[] reduced = Positions(x, axis, "Quantile");
        int[] kept = [.. Enumerable.Range(0, x.Rank).Except(reduced)];
        Dimension[] lengths = Dimensions(x);
        Dimension[] keptLengths = [.. kept.Select(a => lengths[a])];
        Dimension rowLength = Dimension.Product(x, [.. reduced.Select(a => lengths[a])]);
        Symbol rows = Reshaped(Permuted(x, [.. kept, .. reduced]), Dimension.Product(x, keptLengths), rowLength);
        if (skipNan && rowLength == 0)
            (rows, rowLength) = (Pad(rows, [(0, 0), (0, 1)], constantValues: double.NaN), 1); // No elements, as NaNs only.
        Symbol valid = skipNan
            ? RawOps.Sum(RawOps.LogicalNot(RawOps.IsNan(rows)).Cast(DType.Float64), x.Graph.Constant([1]), keepDims: true)
            : rowLength.AsSymbol(x).Cast(DType.Float64);
        Symbol sorted = SortedLast(skipNan ? ReplaceNan(rows, double.PositiveInfinity) : rows);
        Symbol exact = (valid - 1) * q.Cast(DType.Float64).Reshape(skipNan ? [1, -1] : [-1]);
        Symbol found = method switch
        {
            "lower" => At(RawOps.Floor(exact)),
            "higher" => At(RawOps.Ceil(exact)),
            "nearest" => At(RawOps.Round(exact)),
            "midpoint" => 0.5 * (At(RawOps.Floor(exact)) + At(RawOps.Ceil(exact))),
            _ => Interpolated(),
        };
        if (skipNan)
            found = RawOps.SelectV2(RawOps.Equal(valid, valid.Number(0)), found.Number(double.NaN), found);

        List<Dimension> result = [];
        if (q.Rank == 1)
            result.Add(q.Shape[0] >= 0 ? q.Shape[0] : Shape(q, 0));
        for (int a = 0; a < lengths.Length; a++)
        {
            if (!reduced.Contains(a))
                result.Add(lengths[a]);
            else if (keepDims)
                result.Add(1);
        }

        return Reshaped(Permuted(found, [1, 0]), [.. result]);

        Symbol At(Symbol position)
        {
            Symbol last = RawOps.Maximum(valid - 1, valid.Number(0));
            return RawOps.GatherV2(sorted, RawOps.Maximum(RawOps.Minimum(position, last), valid.Number(0))
                .Cast(DType.Int32), Int(x, 1), batchDims: skipNan ? 1 : 0);
        }

        Symbol Interpolated()
        {
            Symbol lower = RawOps.Maximum(RawOps.Minimum(RawOps.Ceil(exact), valid - 1) - 1, exact.Number(0));
            Symbol upper = RawOps.Maximum(RawOps.Minimum(lower + 1, valid - 1), exact.Number(0));
            Symbol fraction = (upper - exact).Cast(x.DType);
            return (At(upper) * (1 - fraction)) + (At(lower) * fraction);
        }
    }
}
