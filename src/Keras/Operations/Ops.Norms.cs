using System.Globalization;
using TensorFlow;

namespace Keras;

/// <content>Norms of vectors and matrices.</content>
public static partial class Ops
{
    /// <summary>The norms of vectors or matrices.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="ord">
    /// Of vectors: the order of the norm (Σ |x|ᵖ)^(1/p), with ∞ for the largest magnitude, -∞ for the smallest and 0 for the number of
    /// elements other than 0. Of
    /// matrices: 1 and ∞ for the largest sum of magnitudes of a column or a row, 2 for the largest singular value, and their negatives for
    /// the smallest. Null
    /// (default) for the square root of the sum of squares.
    /// </param>
    /// <param name="axis">One axis for vectors, two for matrices. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentException">There is no such norm of so many axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Norm(Symbol x, double? ord = null, Axes axis = default, bool keepDims = false)
    {
        x = Floating(x);
        ord = ord is { } order ? Hyperparameter.Meant(order) : null;
        int[] axes = Positions(x, axis, "Norm");
        Symbol along = x.Graph.Constant(axes);
        if (axes.Length > 2 && ord is not null)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Norm: expected one or two axes for the order {ord}, got {axis} of {x.Shape}."), nameof(axis));
        Symbol magnitudes = Abs(x);
        return (axes.Length, ord) switch
        {
            (_, null) or (1, 2) => RawOps.Sqrt(RawOps.Sum(Real(x * Conj(x)), along, keepDims)),
            (1, double.PositiveInfinity) => RawOps.Max(magnitudes, along, keepDims),
            (1, double.NegativeInfinity) => RawOps.Min(magnitudes, along, keepDims),
            (1, 0) => RawOps.Sum(RawOps.NotEqual(magnitudes, magnitudes.Number(0)).Cast(magnitudes.DType), along, keepDims),
            (1, { } p) => RawOps.Pow(RawOps.Sum(RawOps.Pow(magnitudes, magnitudes.Number(p)), along, keepDims), magnitudes.Number(1 / p)),
            (2, 1) => MatrixNorm(magnitudes, axes[0], axes[1], keepDims, (values, last) => Max(values, last)),
            (2, -1) => MatrixNorm(magnitudes, axes[0], axes[1], keepDims, (values, last) => Min(values, last)),
            (2, double.PositiveInfinity) => MatrixNorm(magnitudes, axes[1], axes[0], keepDims, (values, last) => Max(values, last)),
            (2, double.NegativeInfinity) => MatrixNorm(magnitudes, axes[1], axes[0], keepDims, (values, last) => Min(values, last)),
            (2, 2) => SpectralNorm(x, axes, keepDims, (values, last) => Max(values, last)),
            (2, -2) => SpectralNorm(x, axes, keepDims, (values, last) => Min(values, last)),
            _ => throw new ArgumentException(
                string.Create(
                CultureInfo.InvariantCulture, $"Norm: expected the order 1, -1, 2, -2, inf or -inf of matrices, got {ord}."), nameof(ord)),
        };
    }

    /// <summary>The norms of matrices by name.</summary>
    /// <param name="x">Any shape; integers become float32.</param>
    /// <param name="ord">"fro" for the square root of the sum of squares (Frobenius), or "nuc" for the sum of the singular values (nuclear
    /// norm).</param>
    /// <param name="axis">The two axes of the matrices. Default: all.</param>
    /// <param name="keepDims">Whether reduced axes stay with length 1. Default: false.</param>
    /// <exception cref="ArgumentException">The name is unknown, or there are not two axes.</exception>
    public static Symbol Norm(Symbol x, string ord, Axes axis = default, bool keepDims = false)
    {
        int[] axes = Positions(x, axis, "Norm");
        if (axes.Length != 2)
            throw new ArgumentException($"Norm: expected two axes for the norm '{ord}', got {axis} of {x.Shape}.", nameof(axis));
        return ord switch
        {
            "fro" => Norm(x, (double?)null, axis, keepDims),
            "nuc" => SpectralNorm(Floating(x), axes, keepDims, (values, last) => Sum(values, last)),
            _ => throw new ArgumentException($"Norm: expected the norm fro or nuc, got '{ord}'.", nameof(ord)),
        };
    }

    /// <summary>The elements divided by their norm along axes.</summary>
    /// <param name="x">Any shape, floating-point; a scalar becomes a list.</param>
    /// <param name="axis">The axis. Default: the last; null for all elements together.</param>
    /// <param name="order">The order of the norm. Default: 2.</param>
    /// <param name="epsilon">The least norm that is divided by; null (default) for 1e-7.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is not positive, or there is no such axis.</exception>
    public static Symbol Normalize(Symbol x, int? axis = -1, int order = 2, double? epsilon = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order);
        x = x.Rank == 0 ? ExpandDims(x, 0) : x;
        double least = epsilon ?? 1e-7;
        if (order != 2 && axis is null)
            return Divide(x, Maximum(Norm(x.Reshape([-1]), order), least));
        if (order != 2)
            return Divide(x, Maximum(Norm(x, order, axis, keepDims: true), least));
        Symbol inverse = RawOps.Rsqrt(Sum(Square(x), axis, keepDims: true));
        return x * Minimum(inverse, 1 / least);
    }

    private static Symbol MatrixNorm(Symbol magnitudes, int summed, int compared, bool keepDims, Func<Symbol, int, Symbol> reduce)
    {
        Symbol norm = reduce(RawOps.Sum(magnitudes, Int(magnitudes, summed), keepDims: true), compared);
        norm = ExpandDims(norm, compared);
        return keepDims ? norm : Squeeze(norm, [summed, compared]);
    }

    private static Symbol SpectralNorm(Symbol x, int[] axes, bool keepDims, Func<Symbol, int, Symbol> reduce)
    {
        Symbol norm = reduce(SingularValues(MoveAxis(x, axes, [-2, -1])), -1);
        return keepDims ? ExpandDims(norm, axes) : norm;
    }
}
