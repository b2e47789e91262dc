namespace TensorFlow.Tests.Differentiation;

/// <summary>Linear algebra, Fourier transforms and the gradients of pooling.</summary>
internal static class LinearAlgebraCases
{
    public static IReadOnlyList<GradientCase> All { get; } =
    [
        new("MatrixInverse", [[2, 3, 3]], s => RawOps.MatrixInverse(Regular(s[0]))),
        new("MatrixInverse, adjoint", [[3, 3]], s => RawOps.MatrixInverse(Regular(s[0]), adjoint: true)),
        new("MatrixDeterminant", [[2, 3, 3]], s => RawOps.MatrixDeterminant(Regular(s[0]))) { Compiles = false },
        new("LogMatrixDeterminant", [[2, 3, 3]], s => RawOps.LogMatrixDeterminant(Regular(s[0])).LogAbsDeterminant) { Compiles = false },
        new("MatrixSolve", [[2, 3, 3], [2, 3, 2]], s => RawOps.MatrixSolve(Regular(s[0]), s[1])),
        new("MatrixSolve, adjoint", [[3, 3], [3, 2]], s => RawOps.MatrixSolve(Regular(s[0]), s[1], adjoint: true)),
        new("MatrixTriangularSolve", [[2, 3, 3], [2, 3, 2]], s => RawOps.MatrixTriangularSolve(Regular(s[0]), s[1])),
        new("MatrixTriangularSolve, upper, adjoint", [[3, 3], [3, 2]],
            s => RawOps.MatrixTriangularSolve(Regular(s[0]), s[1], lower: false, adjoint: true)),
        new("MatrixTriangularSolve, broadcast", [[3, 3], [2, 3, 2]], s => RawOps.MatrixTriangularSolve(Regular(s[0]), s[1]))
        {
            Compiles = false,
        },
        new("Cholesky", [[2, 3, 3]], s => RawOps.Cholesky(Symmetric(s[0]))),
        new("SelfAdjointEigV2", [[2, 3, 3]], s => Eigen(Symmetric(s[0]))) { Tolerance = 1e-5 },
        new("SelfAdjointEigV2, values", [[2, 3, 3]], s => RawOps.SelfAdjointEigV2(Symmetric(s[0]), computeEigenvectors: false).E)
        {
            Compiles = false, Tolerance = 1e-5,
        },
        new("Svd", [[2, 3, 3]], s => Singular(Regular(s[0]))) { Compiles = false, Tolerance = 1e-5 },
        new("Svd of more rows", [[4, 3]], s => Singular(s[0])) { Compiles = false, Tolerance = 1e-5 },
        new("Svd of more columns", [[3, 4]], s => Singular(s[0])) { Compiles = false, Tolerance = 1e-5 },
        new("Svd, values", [[3, 4]], s => RawOps.Svd(s[0], computeVectors: false).S) { Compiles = false, Tolerance = 1e-5 },
        new("Qr", [[2, 3, 3]], s => Factors(Regular(s[0]))),
        new("Qr of more rows", [[4, 3]], s => Factors(s[0])),
        new("Qr of more columns", [[3, 4]], s => Factors(s[0])),
        new("Qr, complex", [[2, 3, 3], [2, 3, 3]], s => Factors(Complex(s))) { Compiles = false },
        new("Qr of more rows, complex", [[4, 3], [4, 3]], s => Factors(Complex(s))) { Compiles = false },
        new("Qr of more columns, complex", [[3, 4], [3, 4]], s => Factors(Complex(s))) { Compiles = false },
        new("Svd, complex", [[2, 3, 3], [2, 3, 3]], s => Singular(Apart(Complex(s))))
        {
            Compiles = false, Tolerance = 1e-5,
        },
        new("Svd of more rows, complex", [[4, 3], [4, 3]], s => Singular(Apart(Complex(s))))
        {
            Compiles = false, Tolerance = 1e-5,
        },
        new("Svd of more columns, complex", [[3, 4], [3, 4]], s => Singular(Apart(Complex(s))))
        {
            Compiles = false, Tolerance = 1e-5,
        },
        new("Svd, all vectors", [[3, 4]], s => Singular(s[0], all: true)) { Compiles = false, Tolerance = 1e-5 },
        new("Svd, all vectors, more rows, complex", [[4, 3], [4, 3]], s => Singular(Apart(Complex(s)), all: true))
        {
            Compiles = false, Tolerance = 1e-5,
        },
        new("Svd, values beside all vectors", [[3, 6]], s => RawOps.Svd(s[0], fullMatrices: true).S)
        {
            Compiles = false, Tolerance = 1e-5,
        },
        new("Svd, product, complex", [[3, 4], [3, 4]], s => Composed(Apart(Complex(s)))) { Compiles = false, Tolerance = 1e-5 },
        new("Svd, values, complex", [[3, 4], [3, 4]], s => RawOps.Svd(Complex(s), computeVectors: false).S.Cast(DType.Float64))
        {
            Compiles = false, Tolerance = 1e-5,
        },
        new("Eig", [[2, 3, 3]], s => Eigen(RawOps.Eig(Regular(s[0]), DType.Complex128))) { Compiles = false, Tolerance = 1e-5 },
        new("Eig, complex", [[3, 3], [3, 3]], s => Eigen(RawOps.Eig(Complex([Regular(s[0]), s[1]]), DType.Complex128)))
        {
            Compiles = false, Tolerance = 1e-5,
        },
        new("Eig, values", [[2, 3, 3]], s => Parts(RawOps.Eig(Regular(s[0]), DType.Complex128, computeEigenvectors: false).E))
        {
            Compiles = false, Tolerance = 1e-5,
        },
        new("Lu", [[2, 3, 3]], s => Squared(RawOps.Lu(s[0]).Lu)) { Compiles = false },
        new("Lu, complex", [[3, 3], [3, 3]], s => Parts(RawOps.Lu(Complex(s)).Lu)) { Compiles = false },
        new("FFT", [[2, 5], [2, 5]], s => Parts(RawOps.FFT(Complex(s)))),
        new("IFFT", [[2, 5], [2, 5]], s => Parts(RawOps.IFFT(Complex(s)))),
        new("FFT2D", [[2, 3, 4], [2, 3, 4]], s => Parts(RawOps.FFT2D(Complex(s)))),
        new("IFFT2D", [[2, 3, 4], [2, 3, 4]], s => Parts(RawOps.IFFT2D(Complex(s)))),
        new("RFFT, even", [[2, 6]], s => Parts(RawOps.RFFT(s[0], CaseOps.List(6), DType.Complex128))),
        new("RFFT, odd, cut", [[2, 7]], s => Parts(RawOps.RFFT(s[0], CaseOps.List(5), DType.Complex128))),
        new("IRFFT, even", [[2, 4], [2, 4]], s => Squared(RawOps.IRFFT(Complex(s), CaseOps.List(6), DType.Float64))),
        new("IRFFT, odd, cut", [[2, 5], [2, 5]], s => Squared(RawOps.IRFFT(Complex(s), CaseOps.List(5), DType.Float64))),
        new("MaxPoolGrad", [[1, 4, 4, 2], [1, 2, 2, 2]], s => MaxPoolGrad(s[0], Squared(s[1]))) { Compiles = false },
        new("MaxPoolGradGrad", [[1, 4, 4, 2], [1, 4, 4, 2]], s => RawOps.MaxPoolGradGrad(
            s[0], Pool(s[0]), Squared(s[1]), [1, 2, 2, 1], [1, 2, 2, 1], "VALID")) { Compiles = false },
    ];

    private static Symbol Regular(Symbol x) => x + Diagonal(3);

    // Matrices whose singular values are apart.
    private static Symbol Apart(Symbol x)
    {
        Shape shape = x.Shape[^2..];
        using Tensor values = Tensor.Create<double>(
            [.. Enumerable.Range(0, (int)shape.ElementCount).Select(i => i / shape[1] == i % shape[1] ? 3 + (1.5 * (i / shape[1])) : 0.0)],
            shape);
        return x + Graph.Current.Constant(values).Cast(x.DType);
    }

    private static Symbol Symmetric(Symbol x) => RawOps.BatchMatMulV2(x, x, adjointY: true) + Diagonal(1);

    private static Symbol Diagonal(double from)
    {
        using Tensor values = Tensor.Create<double>([from, from + 1, from + 2.5]);
        return RawOps.MatrixDiag(Graph.Current.Constant(values));
    }

    private static Symbol Squared(Symbol x) => RawOps.Square(x);

    private static Symbol Complex(Symbol[] s) => RawOps.Complex(s[0], s[1], DType.Complex128);

    // Of vectors whose phases are free.
    private static Symbol[] Sizes(Symbol x) => Parts(x) is [var real, var imaginary] ? [real + imaginary] : Parts(x);

    private static bool IsComplex(Symbol x) => x.DType == DType.Complex128;

    private static Symbol[] Eigen((Symbol E, Symbol V) x) => [.. Parts(x.E), .. Sizes(x.V)];

    private static Symbol[] Parts(Symbol x) => !IsComplex(x)
        ? [Squared(x)]
        : [Squared(RawOps.Real(x, DType.Float64)), Squared(RawOps.Imag(x, DType.Float64))];

    // The signs of vectors are free: their squares are compared.
    private static Symbol[] Eigen(Symbol x)
    {
        (Symbol e, Symbol v) = RawOps.SelfAdjointEigV2(x);
        return [e, Squared(v)];
    }

    private static Symbol[] Singular(Symbol x, bool all = false)
    {
        (Symbol s, Symbol u, Symbol v) = RawOps.Svd(x, fullMatrices: all);
        int count = (int)Math.Min(x.Shape[^1], x.Shape[^2]);
        Symbol product = RawOps.BatchMatMulV2(u[Indexer.Ellipsis, ..count], v[Indexer.Ellipsis, ..count], adjointY: true);
        return [s.DType == DType.Complex128 ? RawOps.Real(s, DType.Float64) : s, .. Sizes(u), .. Sizes(v), .. Parts(product)];
    }

    // U f(S) Vᴴ.
    private static Symbol[] Composed(Symbol x)
    {
        (Symbol s, Symbol u, Symbol v) = RawOps.Svd(x);
        return Parts(RawOps.BatchMatMulV2(u * RawOps.ExpandDims(RawOps.Sqrt(s), CaseOps.Int(-2)), v, adjointY: true));
    }

    private static Symbol[] Factors(Symbol x)
    {
        (Symbol q, Symbol r) = RawOps.Qr(x);
        return [.. Parts(q), .. Parts(r)];
    }

    private static Symbol Pool(Symbol x) => RawOps.MaxPool(x, [1, 2, 2, 1], [1, 2, 2, 1], "VALID");

    private static Symbol MaxPoolGrad(Symbol x, Symbol dy) =>
        RawOps.MaxPoolGrad(x, Pool(x), dy, [1, 2, 2, 1], [1, 2, 2, 1], "VALID");
}
