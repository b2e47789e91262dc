using TensorFlow;

namespace Keras;

/// <content>Products over axes. Products of integers are computed in float32 and cast back, as in Keras.</content>
public static partial class Ops
{
    /// <summary>The matrix product; leading axes are batches and broadcast. Lists count as a row on the left and as a column on the
    /// right.</summary>
    /// <param name="x1">Shape <c>[…, a, b]</c> or <c>[b]</c>.</param>
    /// <param name="x2">Shape <c>[…, b, c]</c> or <c>[b]</c>.</param>
    /// <returns>Shape <c>[…, a, c]</c>, without the axes that lists do not have; int32 of two int8.</returns>
    /// <exception cref="ShapeException">The inner lengths differ, or an operand has no axis.</exception>
    public static Symbol MatMul(Symbol x1, Symbol x2)
    {
        if (x1.Rank == 0 || x2.Rank == 0)
            throw new ShapeException($"MatMul: expected operands with axes, got {x1.Shape} and {x2.Shape}; multiply by a scalar with *.");
        bool isInt8 = x1.DType == DType.Int8 && x2.DType == DType.Int8;
        DType result = isInt8 ? DType.Int32 : TypePromotion.Result(x1.DType, x2.DType);
        DType computed = isInt8 ? DType.Int32 : TypePromotion.Result(x1.DType, x2.DType, PromotedType.WeakFloat);
        (x1, x2) = (x1.Cast(computed), x2.Cast(computed));
        RequireEqualLengths(x1, x1.Rank - 1, x2, Math.Max(0, x2.Rank - 2), "MatMul");
        if (x1.Rank > 2 && x2.Rank > 2 && !Broadcast(x1.Shape[..^2], x2.Shape[..^2]))
            throw new ShapeException(
                $"MatMul: expected batches of matrices whose axes before the last two broadcast, got {x1.Shape} and {x2.Shape}; Reshape "
                + "one of them.");
        bool isTensordot = x1.Rank > 0 && x2.Rank > 0 && (x1.Rank == 1 || x2.Rank == 1 || (x1.Rank > 2 && x2.Rank == 2));
        Symbol product = isTensordot ? Contracted(x1, x2, [x1.Rank - 1], [Math.Max(0, x2.Rank - 2)]) : x1.MatMul(x2);
        return product.Cast(result);
    }

    /// <summary>The dot product: of lists their inner product, of matrices the matrix product, else over the last axis of x1 and the last
    /// but one of x2.</summary>
    /// <param name="x1">Any shape; a scalar multiplies.</param>
    /// <param name="x2">Any shape; a scalar multiplies.</param>
    /// <exception cref="ShapeException">The lengths of the two axes differ.</exception>
    public static Symbol Dot(Symbol x1, Symbol x2) =>
        InFloat(x1, x2, (a, b) => a.Rank == 0 || b.Rank == 0 ? a * b : Contracted(a, b, [a.Rank - 1], [Math.Max(0, b.Rank - 2)]));

    /// <summary>The dot product of the flattened elements.</summary>
    /// <param name="x1">Any shape.</param>
    /// <param name="x2">As many elements.</param>
    public static Symbol Vdot(Symbol x1, Symbol x2) => Dot(x1.Reshape([-1]), x2.Reshape([-1]));

    /// <summary>The inner products over the last axes.</summary>
    /// <param name="x1">Any shape; a scalar multiplies.</param>
    /// <param name="x2">Any shape; a scalar multiplies.</param>
    /// <exception cref="ShapeException">The lengths of the last axes differ.</exception>
    public static Symbol Inner(Symbol x1, Symbol x2) =>
        InFloat(x1, x2, (a, b) => a.Rank == 0 || b.Rank == 0 ? a * b : Contracted(a, b, [a.Rank - 1], [b.Rank - 1]));

    /// <summary>The products of each pair of the flattened elements.</summary>
    /// <param name="x1">The rows.</param>
    /// <param name="x2">The columns.</param>
    /// <returns>A matrix.</returns>
    public static Symbol Outer(Symbol x1, Symbol x2) => Multiply(x1.Reshape([-1, 1]), x2.Reshape([-1]));

    /// <summary>The product over the last axes of x1 and the first ones of x2.</summary>
    /// <param name="x1">Any shape.</param>
    /// <param name="x2">Any shape.</param>
    /// <param name="axes">The number of axes. Default: 2.</param>
    /// <returns>The axes of x1 that are left, and behind them those of x2.</returns>
    /// <exception cref="ShapeException">The lengths of the axes differ, or there are not as many.</exception>
    public static Symbol Tensordot(Symbol x1, Symbol x2, int axes = 2)
    {
        Required.AtLeast("Tensordot", 0, axes);
        if (axes > x1.Rank || axes > x2.Rank)
            throw new ShapeException($"Tensordot: expected {axes} axes of both, got {x1.Shape} and {x2.Shape}.");
        return Tensordot(x1, x2, (int[])[.. Enumerable.Range(x1.Rank - axes, axes)], (int[])[.. Enumerable.Range(0, axes)]);
    }

    /// <summary>The product over pairs of axes.</summary>
    /// <param name="x1">Any shape.</param>
    /// <param name="x2">Any shape.</param>
    /// <param name="axes1">The axes of x1.</param>
    /// <param name="axes2">For each, the axis of x2.</param>
    /// <returns>The axes of x1 that are left, and behind them those of x2.</returns>
    /// <exception cref="ShapeException">The lengths of the axes differ.</exception>
    /// <exception cref="ArgumentException">There are not as many axes of both.</exception>
    public static Symbol Tensordot(Symbol x1, Symbol x2, Axes axes1, Axes axes2)
    {
        DType result = TypePromotion.Result(x1.DType, x2.DType);
        bool isNative = !result.IsInteger || result is DType.Int32 or DType.Int64;
        DType computed = isNative && result != DType.Bool ? result : TypePromotion.Result(result, PromotedType.WeakFloat);
        int[] first = Positions(x1, axes1, "Tensordot");
        int[] second = Positions(x2, axes2, "Tensordot");
        if (first.Length != second.Length)
            throw new ArgumentException($"Tensordot: expected as many axes of both, got {axes1} and {axes2}.", nameof(axes2));
        return Contracted(x1.Cast(computed), x2.Cast(computed), first, second).Cast(result);
    }

    /// <summary>The Euclidean distances of each pair of rows.</summary>
    /// <param name="x">Shape <c>[…, m, d]</c>.</param>
    /// <param name="y">Shape <c>[…, n, d]</c>.</param>
    /// <returns>Shape <c>[…, m, n]</c>.</returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the last ones differ.</exception>
    public static Symbol Cdist(Symbol x, Symbol y)
    {
        if (x.Rank < 2 || y.Rank < 2)
            throw new ShapeException($"Cdist: expected at least two axes, got {x.Shape} and {y.Shape}.");
        RequireEqualLengths(x, x.Rank - 1, y, y.Rank - 1, "Cdist");
        Symbol difference = ExpandDims(x, -2) - ExpandDims(y, -3);
        return RawOps.Sqrt(RawOps.Sum(RawOps.Square(difference), x.Graph.Constant([-1])));
    }

    /// <summary>The cross-correlation of two lists: cₖ = Σ x1ₙ₊ₖ · x2ₙ.</summary>
    /// <param name="x1">A list; integers become float32, int64 float64.</param>
    /// <param name="x2">A list.</param>
    /// <param name="mode">"valid" (default) for whole overlaps, "same" for the length of the longer list, "full" for every overlap.</param>
    /// <exception cref="ArgumentException">The mode is unknown.</exception>
    public static Symbol Correlate(Symbol x1, Symbol x2, string mode = "valid")
    {
        RequireRank(x1, "Correlate", 1);
        RequireRank(x2, "Correlate", 1);
        DType dtype = TypePromotion.Result(x1.DType, x2.DType);
        dtype = dtype == DType.Int64 ? DType.Float64 : dtype.IsFloatingPoint ? dtype : DType.Float32;
        (x1, x2) = (x1.Cast(dtype), x2.Cast(dtype));
        (int n, int m) = (Length(x1, 0, "Correlate"), Length(x2, 0, "Correlate"));
        return mode switch
        {
            "valid" => Overlaps(x1, x2),
            "full" => Full(),
            "same" => Along(Full(), 0, new((n + m - 1 - Math.Max(n, m)) / 2, ((n + m - 1 - Math.Max(n, m)) / 2) + Math.Max(n, m))),
            _ => throw new ArgumentException($"Correlate: expected the mode valid, same or full, got '{mode}'.", nameof(mode)),
        };

        Symbol Full() => Overlaps(Pad(x1, [(m - 1, m - 1)]), x2);

        static Symbol Overlaps(Symbol x1, Symbol x2)
        {
            Symbol convolved = RawOps.Conv2D(x1.Reshape([1, 1, -1, 1]), x2.Reshape([1, -1, 1, 1]), [1, 1, 1, 1], "VALID");
            return convolved.Reshape([-1]);
        }
    }

    private static Symbol InFloat(Symbol x1, Symbol x2, Func<Symbol, Symbol, Symbol> product)
    {
        DType result = TypePromotion.Result(x1.DType, x2.DType);
        DType computed = TypePromotion.Result(result, PromotedType.WeakFloat);
        return product(x1.Cast(computed), x2.Cast(computed)).Cast(result);
    }

    private static Symbol Contracted(Symbol x1, Symbol x2, int[] axes1, int[] axes2)
    {
        for (int i = 0; i < axes1.Length; i++)
            RequireEqualLengths(x1, axes1[i], x2, axes2[i], "Tensordot");
        int[] free1 = [.. Enumerable.Range(0, x1.Rank).Except(axes1)];
        int[] free2 = [.. Enumerable.Range(0, x2.Rank).Except(axes2)];
        (Dimension[] lengths1, Dimension[] lengths2) = (Dimensions(x1), Dimensions(x2));
        Dimension common = Dimension.Product(
            x1, [.. axes1.Zip(axes2).Select(p => lengths2[p.Second].IsKnown ? lengths2[p.Second] : lengths1[p.First])]);
        Symbol rows = Permuted(x1, [.. free1, .. axes1]);
        Symbol columns = Permuted(x2, [.. axes2, .. free2]);
        Symbol product = (free1.Length == 1 && axes1.Length == 1 ? rows : Reshaped(rows, Rest(lengths1, free1), common))
            .MatMul(free2.Length == 1 && axes2.Length == 1 ? columns : Reshaped(columns, common, Rest(lengths2, free2)));
        if (free1.Length == 1 && free2.Length == 1)
            return product;
        Dimension[] result = [.. free1.Select(a => lengths1[a]), .. free2.Select(a => lengths2[a])];
        return result.Count(d => !d.IsKnown) == 1 && !result.Any(d => d.IsKnown && d.Length == 0)
            ? product.Reshape([.. result.Select(d => d.Length)])
            : Reshaped(product, result);

        // -1 where it can be told from the rest, so that the shape stays as known as it can be.
        Dimension Rest(Dimension[] lengths, int[] free) =>
            free.All(a => lengths[a].IsKnown) ? Dimension.Product(x1, [.. free.Select(a => lengths[a])]) : -1;
    }

    private static void RequireEqualLengths(Symbol x1, int axis1, Symbol x2, int axis2, string name)
    {
        if (x1.Rank < 0 || x2.Rank < 0)
            return;
        (long first, long second) = (x1.Shape[axis1], x2.Shape[axis2]);
        if (first >= 0 && second >= 0 && first != second)
            throw new ShapeException(
                $"{name}: expected axis {axis1} of {x1.Shape} and axis {axis2} of {x2.Shape} to have the same length, got {first} and "
                + $"{second}; Transpose or Reshape one of them.");
    }
}
