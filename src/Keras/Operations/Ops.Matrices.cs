using TensorFlow;

namespace Keras;

/// <content>Diagonals, triangles and other functions of matrices that need no decomposition.</content>
public static partial class Ops
{
    /// <summary>The diagonal of a matrix, or a matrix with a list as its diagonal.</summary>
    /// <param name="x">A list or a matrix.</param>
    /// <param name="k">The diagonal: 0 (default) is the main one, positive ones lie above it.</param>
    /// <exception cref="ShapeException">There are more than two axes.</exception>
    public static Symbol Diag(Symbol x, int k = 0)
    {
        RequireRank(x, "Diag", 1, 2);
        return x.Rank == 2
            ? Diagonal(x, k)
            : RawOps.MatrixDiagV3(x, Int(x, k), Int(x, -1), Int(x, -1), x.Number(0));
    }

    /// <summary>A matrix with the flattened elements as its diagonal.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="k">The diagonal: 0 (default) is the main one, positive ones lie above it.</param>
    public static Symbol Diagflat(Symbol x, int k = 0) => Diag(x.Reshape([-1]), k);

    /// <summary>The diagonals of matrices.</summary>
    /// <param name="x">Any shape of at least two axes.</param>
    /// <param name="offset">The diagonal: 0 (default) is the main one, positive ones lie above it.</param>
    /// <param name="axis1">The axis of the rows. Default: the first.</param>
    /// <param name="axis2">The axis of the columns. Default: the second.</param>
    /// <returns>The axes that are left, and behind them the diagonal; empty where the matrix has no such diagonal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Diagonal(Symbol x, int offset = 0, int axis1 = 0, int axis2 = 1) =>
        Diagonals(x, offset, axis1, axis2, "Diagonal");

    private static Symbol Diagonals(Symbol x, int offset, int axis1, int axis2, string name)
    {
        RequireMatrices(x, name);
        if (Position(x, axis1, name) == Position(x, axis2, name))
            throw new ArgumentException($"{name}: expected two axes, got {axis1} and {axis2} of {x.Shape}.", nameof(axis2));
        Symbol matrices = MoveAxis(x, [axis1, axis2], [-2, -1]);
        (long rows, long columns) = (matrices.Shape[^2], matrices.Shape[^1]);
        if ((rows >= 0 && offset <= -rows) || (columns >= 0 && offset >= columns))
            return Reshaped(Along(matrices, matrices.Rank - 1, new(0, 0)), [.. Dimensions(matrices)[..^2], 0]);
        return RawOps.MatrixDiagPartV3(matrices, Int(x, offset), x.Number(0));
    }

    /// <summary>The sums of the diagonals of matrices.</summary>
    /// <param name="x">Any shape of at least two axes; short integers become int32 or uint32.</param>
    /// <param name="offset">The diagonal: 0 (default) is the main one, positive ones lie above it.</param>
    /// <param name="axis1">The axis of the rows. Default: the first.</param>
    /// <param name="axis2">The axis of the columns. Default: the second.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Trace(Symbol x, int offset = 0, int axis1 = 0, int axis2 = 1) =>
        Sum(Diagonals(x.Cast(SumType(x.DType)), offset, axis1, axis2, "Trace"), -1);

    /// <summary>The lower triangles of matrices, zeros above.</summary>
    /// <param name="x">Shape <c>[…, rows, columns]</c>.</param>
    /// <param name="k">The last diagonal that is kept: 0 (default) is the main one, positive ones lie above it.</param>
    public static Symbol Tril(Symbol x, int k = 0)
    {
        RequireMatrices(x, "Tril");
        return k >= 0
            ? RawOps.MatrixBandPart(x, Int(x, -1), AtMost(x, k, -1))
            : RawOps.SelectV2(RawOps.LessEqual(DistancesOf(x), Int(x, k)), x, x.Number(0));
    }

    /// <summary>The upper triangles of matrices, zeros below.</summary>
    /// <param name="x">Shape <c>[…, rows, columns]</c>.</param>
    /// <param name="k">The first diagonal that is kept: 0 (default) is the main one, positive ones lie above it.</param>
    public static Symbol Triu(Symbol x, int k = 0)
    {
        RequireMatrices(x, "Triu");
        return k <= 0
            ? RawOps.MatrixBandPart(x, AtMost(x, -k, -2), Int(x, -1))
            : RawOps.SelectV2(RawOps.GreaterEqual(DistancesOf(x), Int(x, k)), x, x.Number(0));
    }

    // The op refuses diagonals beyond the matrix, which are all of it.
    private static Symbol AtMost(Symbol x, int diagonals, int axis) => x.Rank >= 2 && x.Shape[^-axis] >= 0
        ? Int(x, (int)Math.Min(diagonals, x.Shape[^-axis]))
        : RawOps.Minimum(Int(x, diagonals), Shape(x, axis));

    /// <summary>The Kronecker product: each element of x1 times the whole of x2.</summary>
    /// <param name="x1">Any shape.</param>
    /// <param name="x2">Any shape.</param>
    /// <returns>Each axis has the product of the lengths.</returns>
    public static Symbol Kron(Symbol x1, Symbol x2)
    {
        (x1, x2) = Promoted(x1, x2, null);
        while (x1.Rank < x2.Rank)
            x1 = ExpandDims(x1, 0);
        while (x2.Rank < x1.Rank)
            x2 = ExpandDims(x2, 0);
        // As a product of a column and a row: broadcasting knows no more than 8 axes, of which ordinary kernels have fewer.
        (Dimension[] first, Dimension[] second) = (Dimensions(x1), Dimensions(x2));
        Symbol products = Reshaped(x1.Reshape([-1, 1]) * x2.Reshape([1, -1]), [.. first, .. second]);
        products = Permuted(products, [.. Enumerable.Range(0, first.Length).SelectMany(axis => new[] { axis, axis + first.Length })]);
        return Reshaped(products, [.. first.Zip(second).Select(p => Dimension.Product(x1, p.First, p.Second))]);
    }

    /// <summary>The Vandermonde matrix: each row holds the powers of an element.</summary>
    /// <param name="x">A list.</param>
    /// <param name="n">The number of powers; null (default) for the length of the list.</param>
    /// <param name="increasing">Whether the powers rise from left to right. Default: false.</param>
    public static Symbol Vander(Symbol x, int? n = null, bool increasing = false)
    {
        RequireRank(x, "Vander", 1);
        if (n is { } columns)
            Required.AtLeast("Vander", 0, columns, nameof(n));
        Symbol powers = n is { } count ? Int(x, count) : Shape(x, 0);
        DType computed = TypePromotion.Result(x.DType, DType.Float32);
        Symbol exponents = CountUpTo(powers);
        exponents = (increasing ? exponents : powers - 1 - exponents).WithShape([n ?? x.Shape[0]]);
        return RawOps.Pow(ExpandDims(x.Cast(computed), -1), exponents.Cast(computed)).Cast(TypePromotion.Result(x.DType));
    }

    /// <summary>The cross products of vectors with 2 or 3 components; of two with 2, the third component alone.</summary>
    /// <param name="x1">The first vectors.</param>
    /// <param name="x2">The second vectors, of a shape that broadcasts with the first's.</param>
    /// <param name="axisA">The axis of the first ones' components. Default: the last.</param>
    /// <param name="axisB">The axis of the second ones' components. Default: the last.</param>
    /// <param name="axisC">The axis of the result's components. Default: the last.</param>
    /// <param name="axis">All three axes, where they are the same; null (default) for those given.</param>
    /// <exception cref="ShapeException">The vectors do not have 2 or 3 components.</exception>
    public static Symbol Cross(Symbol x1, Symbol x2, int axisA = -1, int axisB = -1, int axisC = -1, int? axis = null)
    {
        (x1, x2) = Promoted(x1, x2, null);
        x1 = MoveAxis(x1, axis ?? axisA, -1);
        x2 = MoveAxis(x2, axis ?? axisB, -1);
        (int first, int second) = (Length(x1, x1.Rank - 1, "Cross"), Length(x2, x2.Rank - 1, "Cross"));
        if (first is not (2 or 3) || second is not (2 or 3))
            throw new ShapeException($"Cross: expected vectors of 2 or 3 components, got {x1.Shape} and {x2.Shape}.");
        if (!Broadcast(x1.Shape[..^1], x2.Shape[..^1]))
            throw new ShapeException(
                $"Cross: expected vectors whose other axes broadcast, got {x1.Shape} and {x2.Shape}; Reshape one of them.");
        Symbol[] a = RawOps.Unpack(x1, first, -1);
        Symbol[] b = RawOps.Unpack(x2, second, -1);
        Symbol z = (a[0] * b[1]) - (a[1] * b[0]);
        if (first == 2 && second == 2)
            return z;
        Symbol az = first == 3 ? a[2] : x1.Number(0);
        Symbol bz = second == 3 ? b[2] : x1.Number(0);
        Symbol x = (a[1] * bz) - (az * b[1]);
        Symbol y = (az * b[0]) - (a[0] * bz);
        return MoveAxis(RawOps.Pack([x + RawOps.ZerosLike(z), y + RawOps.ZerosLike(z), z], -1), -1, axis ?? axisC);
    }

    /// <summary>Pearson's correlation coefficients of variables.</summary>
    /// <param name="x">A variable a row, an observation a column; integers become float32.</param>
    /// <returns>A square matrix with a row and a column for each variable; of a list, a scalar.</returns>
    public static Symbol Corrcoef(Symbol x)
    {
        x = x.DType is DType.Int64 ? x.Cast(DType.Float64) : Floating(x);
        if (x.Rank == 0)
            return x.Number(double.NaN);
        Symbol centered = x - RawOps.Mean(x, x.Graph.Constant([-1]), keepDims: true);
        Symbol rows = x.Rank == 1 ? ExpandDims(centered, 0) : centered;
        Symbol covariance = RawOps.BatchMatMulV2(rows, rows, adjointY: true) / (Shape(x, -1).Cast(x.DType) - 1);
        Symbol deviation = RawOps.Sqrt(RawOps.MatrixDiagPartV3(covariance, Int(x, 0), x.Number(0)));
        Symbol correlation = covariance / (ExpandDims(deviation, -1) * ExpandDims(deviation, -2));
        correlation = RawOps.ClipByValue(correlation, x.Number(-1), x.Number(1));
        return x.Rank == 1 ? correlation.Reshape([]) : correlation;
    }

    private static Symbol DistancesOf(Symbol x) => ExpandDims(CountUpTo(Shape(x, -1)), 0) - ExpandDims(CountUpTo(Shape(x, -2)), 1);
}
