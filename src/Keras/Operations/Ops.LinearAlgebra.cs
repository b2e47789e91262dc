using TensorFlow;

namespace Keras;

/// <content>Linear algebra. Matrices are the last two axes; the axes before are batches.</content>
public static partial class Ops
{
    /// <summary>The Cholesky decomposition x = L Lᴴ of Hermitian positive-definite matrices.</summary>
    /// <param name="x">Shape <c>[…, n, n]</c>, floating-point.</param>
    /// <param name="upper">Whether Lᴴ is returned instead of L. Default: false.</param>
    /// <remarks>Running fails where a matrix is not positive-definite; under XLA, the result is NaN there.</remarks>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Symbol Cholesky(Symbol x, bool upper = false)
    {
        RequireSquare(x, "Cholesky");
        Symbol lower = RawOps.CheckNumerics(RawOps.Cholesky(x), "Cholesky: the matrix is not positive-definite");
        return upper ? Adjoint(lower) : lower;
    }

    /// <summary>The inverses of positive-definite matrices from their Cholesky factors.</summary>
    /// <param name="x">The factors, <c>[…, n, n]</c>.</param>
    /// <param name="upper">Whether the factors are upper triangles. Default: false.</param>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Symbol CholeskyInverse(Symbol x, bool upper = false)
    {
        RequireSquare(x, "CholeskyInverse");
        Symbol inverse = RawOps.MatrixTriangularSolve(x, IdentityLike(x), !upper);
        return RawOps.BatchMatMulV2(inverse, inverse, adjointX: !upper, adjointY: upper);
    }

    /// <summary>The determinants.</summary>
    /// <param name="x">Shape <c>[…, n, n]</c>, floating-point.</param>
    /// <remarks>XLA cannot compile this function.</remarks>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Symbol Det(Symbol x)
    {
        RequireSquare(x, "Det");
        return RawOps.MatrixDeterminant(x);
    }

    /// <summary>The signs of the determinants and the logarithms of their magnitudes.</summary>
    /// <param name="x">Shape <c>[…, n, n]</c>, floating-point.</param>
    /// <remarks>XLA cannot compile this function; <see cref="Logdet(Symbol)"/> can be compiled.</remarks>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static (Symbol Sign, Symbol LogDet) Slogdet(Symbol x)
    {
        RequireSquare(x, "Slogdet");
        return RawOps.LogMatrixDeterminant(x);
    }

    /// <summary>The logarithms of the determinants of Hermitian positive-definite matrices.</summary>
    /// <param name="x">Shape <c>[…, n, n]</c>, floating-point.</param>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Symbol Logdet(Symbol x)
    {
        RequireSquare(x, "Logdet");
        Symbol diagonal = Real(RawOps.MatrixDiagPartV3(RawOps.Cholesky(x), Int(x, 0), x.Number(0)));
        return 2 * RawOps.Sum(RawOps.Log(diagonal), x.Graph.Constant([-1]));
    }

    /// <summary>The inverses.</summary>
    /// <param name="x">Shape <c>[…, n, n]</c>, floating-point.</param>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Symbol Inv(Symbol x)
    {
        RequireSquare(x, "Inv");
        return RawOps.MatrixInverse(x);
    }

    /// <summary>The pseudo-inverses (Moore and Penrose), from singular values.</summary>
    /// <param name="x">Shape <c>[…, m, n]</c>, floating-point.</param>
    /// <param name="rcond">Singular values below this fraction of the largest count as 0; null (default) for 10 · max(m, n) · ε.</param>
    /// <returns>Shape <c>[…, n, m]</c>.</returns>
    public static Symbol Pinv(Symbol x, double? rcond = null)
    {
        RequireMatrices(x, "Pinv");
        (Symbol s, Symbol u, Symbol v) = RawOps.Svd(x);
        double fraction = rcond ?? 10 * LargerSide(x, "Pinv") * Epsilon(x.DType);
        Symbol cutoff = fraction * RawOps.Max(s, x.Graph.Constant([-1]), keepDims: true);
        Symbol scaled = v / ExpandDims(RawOps.SelectV2(RawOps.Greater(s, cutoff), s, s.Number(double.PositiveInfinity)), -2);
        return RawOps.BatchMatMulV2(scaled, u, adjointY: true);
    }

    /// <summary>The eigenvalues and right eigenvectors of square matrices, complex.</summary>
    /// <param name="x">Shape <c>[…, n, n]</c>, floating-point.</param>
    /// <returns>The values, <c>[…, n]</c>, and the vectors as columns, <c>[…, n, n]</c>.</returns>
    /// <remarks>XLA cannot compile this function.</remarks>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static (Symbol Values, Symbol Vectors) Eig(Symbol x)
    {
        RequireSquare(x, "Eig");
        return RawOps.Eig(x, x.DType is DType.Float64 or DType.Complex128 ? DType.Complex128 : DType.Complex64);
    }

    /// <summary>The eigenvalues in ascending order and the eigenvectors of Hermitian matrices; only the lower triangle is read.</summary>
    /// <param name="x">Shape <c>[…, n, n]</c>, floating-point.</param>
    /// <returns>The values, <c>[…, n]</c>, and the vectors as columns, <c>[…, n, n]</c>.</returns>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static (Symbol Values, Symbol Vectors) Eigh(Symbol x)
    {
        RequireSquare(x, "Eigh");
        return RawOps.SelfAdjointEigV2(x);
    }

    /// <summary>The decomposition P x = L U with pivots: both triangles in one matrix, and the row that each row of x went to.</summary>
    /// <param name="x">Shape <c>[…, n, n]</c>, floating-point.</param>
    /// <returns>The triangles, <c>[…, n, n]</c>, and the rows as int32, <c>[…, n]</c>.</returns>
    /// <remarks>XLA cannot compile this function.</remarks>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static (Symbol LU, Symbol Pivots) LUFactor(Symbol x)
    {
        RequireSquare(x, "LUFactor");
        (Symbol lu, Symbol permutation) = RawOps.Lu(x);
        return (lu, permutation.Rank == 1 ? RawOps.InvertPermutation(permutation) : ArgSort(permutation));
    }

    /// <summary>The decomposition x = Q R into orthonormal columns and an upper triangle.</summary>
    /// <param name="x">Shape <c>[…, m, n]</c>, floating-point.</param>
    /// <param name="mode">"reduced" (default) for min(m, n) columns, or "complete" for m.</param>
    /// <remarks>The complete decomposition of more rows than columns has no gradient: its last columns may turn freely.</remarks>
    /// <exception cref="ArgumentException">The mode is unknown.</exception>
    public static (Symbol Q, Symbol R) Qr(Symbol x, string mode = "reduced")
    {
        RequireMatrices(x, "Qr");
        return mode is "reduced" or "complete"
            ? RawOps.Qr(x, mode == "complete")
            : throw new ArgumentException($"Qr: expected the mode reduced or complete, got '{mode}'.", nameof(mode));
    }

    /// <summary>The singular value decomposition x = U diag(S) Vᴴ.</summary>
    /// <param name="x">Shape <c>[…, m, n]</c>, floating-point.</param>
    /// <param name="fullMatrices">Whether U and V are square, instead of having min(m, n) columns. Default: true.</param>
    /// <returns>U, the singular values in descending order, and Vᴴ.</returns>
    /// <remarks>
    /// A pair of singular vectors is given but for its sign, of complex matrices but for its phase, so gradients of first and second order
    /// are those of functions that do not depend on that choice: of the singular values, of |U|² and |V|², of U Vᴴ and U f(S) Vᴴ. Equal
    /// singular values have no gradient of their vectors. With <paramref name="fullMatrices"/>, there is a gradient through the vectors
    /// where m and n differ by 1 at most.
    /// </remarks>
    public static (Symbol U, Symbol S, Symbol Vh) Svd(Symbol x, bool fullMatrices = true)
    {
        RequireMatrices(x, "Svd");
        (Symbol s, Symbol u, Symbol v) = RawOps.Svd(x, true, fullMatrices);
        return (u, s, Adjoint(v));
    }

    /// <summary>The singular values in descending order: <c>svd</c> with <c>compute_uv=False</c>.</summary>
    /// <param name="x">Shape <c>[…, m, n]</c>, floating-point.</param>
    public static Symbol SingularValues(Symbol x)
    {
        RequireMatrices(x, "SingularValues");
        return RawOps.Svd(x, computeVectors: false).S;
    }

    /// <summary>The solutions of the linear equations a x = b.</summary>
    /// <param name="a">Square matrices, <c>[…, n, n]</c>.</param>
    /// <param name="b">Right-hand sides, <c>[…, n, k]</c> or <c>[…, n]</c>.</param>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Symbol Solve(Symbol a, Symbol b)
    {
        RequireSquare(a, "Solve");
        return Columns("Solve", a, b, (m, rhs) => RawOps.MatrixSolve(m, rhs));
    }

    /// <summary>The solutions of the linear equations a x = b of triangular matrices.</summary>
    /// <param name="a">Triangular matrices, <c>[…, n, n]</c>.</param>
    /// <param name="b">Right-hand sides, <c>[…, n, k]</c> or <c>[…, n]</c>.</param>
    /// <param name="lower">Whether the lower triangles are read, instead of the upper ones. Default: false.</param>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Symbol SolveTriangular(Symbol a, Symbol b, bool lower = false)
    {
        RequireSquare(a, "SolveTriangular");
        return Columns("SolveTriangular", a, b, (m, rhs) => RawOps.MatrixTriangularSolve(m, rhs, lower));
    }

    /// <summary>The solution of a x = b with the least squared error and, among several, the least norm.</summary>
    /// <param name="a">A matrix, <c>[m, n]</c>.</param>
    /// <param name="b">Right-hand sides, <c>[m, k]</c> or <c>[m]</c>.</param>
    /// <param name="rcond">Singular values below this fraction of the largest count as 0; null (default) for max(m, n) · ε.</param>
    /// <returns>Shape <c>[n, k]</c> or <c>[n]</c>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Symbol Lstsq(Symbol a, Symbol b, double? rcond = null)
    {
        RequireRank(a, "Lstsq", 2);
        RequireRank(b, "Lstsq", 1, 2);
        RequireEqualLengths(a, 0, b, 0, "Lstsq");
        double fraction = rcond is null ? LargerSide(a, "Lstsq") * Epsilon(a.DType) : rcond < 0 ? Epsilon(a.DType) : rcond.Value;
        Symbol columns = b.Rank == 1 ? ExpandDims(b, 1) : b;
        (Symbol s, Symbol u, Symbol v) = RawOps.Svd(a);
        Symbol mask = RawOps.GreaterEqual(s, fraction * s[..1]);
        Symbol inverse = RawOps.SelectV2(mask, 1 / RawOps.SelectV2(mask, s, s.Number(1)), s.Number(0));
        Symbol x = v.MatMul(ExpandDims(inverse, 1) * RawOps.MatMul(u, columns, transposeA: true));
        return b.Rank == 1 ? x.Reshape([-1]) : x;
    }

    /// <summary>The ranks: the numbers of singular values above a tolerance, as int32.</summary>
    /// <param name="x">Shape <c>[…, m, n]</c>, floating-point.</param>
    /// <param name="tol">The tolerance; null (default) for max(m, n) · ε times the largest singular value.</param>
    public static Symbol MatrixRank(Symbol x, double? tol = null)
    {
        RequireMatrices(x, "MatrixRank");
        Symbol s = SingularValues(x);
        Symbol tolerance = tol is { } given
            ? s.Number(given)
            : (Epsilon(x.DType) * LargerSide(x, "MatrixRank")) * RawOps.Max(s, x.Graph.Constant([-1]), keepDims: true);
        return RawOps.Sum(RawOps.Greater(s, tolerance).Cast(DType.Int32), x.Graph.Constant([-1]));
    }

    private static void RequireSquare(Symbol x, string name)
    {
        if (x.Rank is >= 0 and < 2 || (x.Rank >= 2 && x.Shape[^1] >= 0 && x.Shape[^2] >= 0 && x.Shape[^1] != x.Shape[^2]))
            throw new ShapeException($"{name}: expected square matrices, got {x.Shape}.");
        if (!x.DType.IsFloatingPoint && !IsComplex(x))
            throw new ArgumentException($"{name}: expected floating-point matrices, got {x}; Cast them first.");
    }

    private static Symbol Columns(string name, Symbol a, Symbol b, Func<Symbol, Symbol, Symbol> solve)
    {
        bool isVector = b.Rank == a.Rank - 1;
        if (a.Rank >= 0 && b.Rank >= 0
            && ((!isVector && b.Rank != a.Rank) || !a.Shape[..^1].IsCompatibleWith(isVector ? b.Shape : b.Shape[..^1])))
            throw new ShapeException(
                $"{name}: expected a right side of the shape {a.Shape[..^1]}, with or without an axis of columns behind, got {b.Shape}.");
        return isVector ? RawOps.Squeeze(solve(a, ExpandDims(b, -1)), [-1]) : solve(a, b);
    }

    private static Symbol Adjoint(Symbol x) => Conj(SwapAxes(x, -2, -1));

    private static Symbol IdentityLike(Symbol x)
    {
        Symbol ones = RawOps.OnesLike(RawOps.MatrixDiagPartV3(x, Int(x, 0), x.Number(0)));
        return RawOps.MatrixDiagV3(ones, Int(x, 0), Int(x, -1), Int(x, -1), x.Number(0));
    }

    private static int LargerSide(Symbol x, string name) => Math.Max(Length(x, x.Rank - 1, name), Length(x, x.Rank - 2, name));

    private static double Epsilon(DType dtype) =>
        dtype is DType.Float64 or DType.Complex128 ? 2.220446049250313e-16 : 1.1920928955078125e-7;
}
