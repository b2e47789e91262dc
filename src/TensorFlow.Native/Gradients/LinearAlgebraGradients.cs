namespace TensorFlow;

/// <summary>
/// Gradients of linear algebra, of any order. The formulas are those of TensorFlow (<c>linalg_grad.py</c>) after Giles, An extended
/// collection of matrix derivative results, 2008.
/// </summary>
internal static partial class LinearAlgebraGradients
{
    public static void Register(GradientTable table)
    {
        table
            .Add("MatrixInverse", Inverse)
            .Add("MatrixDeterminant", op =>
                [EachMatrix(op.Dy * MathGradients.Conj(op.Output())) * RawOps.MatrixInverse(op[0], adjoint: true)])
            .Add("LogMatrixDeterminant", op =>
                [op.GradientOf(1) is { } dy ? EachMatrix(dy) * RawOps.MatrixInverse(op[0], adjoint: true) : null])
            .Add("MatrixSolve", Solve)
            .Add("MatrixTriangularSolve", TriangularSolve)
            .Add("Cholesky", Cholesky);
        RegisterDecompositions(table);
    }

    private static Gradient?[] Inverse(BackwardOperation op)
    {
        bool adjoint = op.Bool("adjoint");
        return [-Product(op.Output(), Product(op.Dy, op.Output(), adjoint, !adjoint), adjointX: !adjoint)];
    }

    private static Gradient?[] Solve(BackwardOperation op)
    {
        bool adjoint = op.Bool("adjoint");
        Symbol byRight = RawOps.MatrixSolve(op[0], op.Dy, !adjoint);
        return [op.Needs(0) ? ByMatrix(op, byRight, adjoint) : null, byRight];
    }

    private static Gradient?[] TriangularSolve(BackwardOperation op)
    {
        bool adjoint = op.Bool("adjoint"), lower = op.Bool("lower");
        Symbol byRight = RawOps.MatrixTriangularSolve(op[0], op.Dy, lower, !adjoint);
        Symbol? byMatrix = op.Needs(0) ? Triangle(ByMatrix(op, byRight, adjoint), lower) : null;
        return
        [
            byMatrix is { } matrix ? MathGradients.OfBatch(matrix, op[0], op[1]) : null,
            op.Needs(1) ? MathGradients.OfBatch(byRight, op[1], op[0]) : null,
        ];
    }

    private static Symbol ByMatrix(BackwardOperation op, Symbol byRight, bool adjoint) => adjoint
        ? -Product(op.Output(), byRight, adjointY: true)
        : -Product(byRight, op.Output(), adjointY: true);

    // L⁻ᴴ Φ(Lᴴ dL) L⁻¹, made symmetric; Φ takes the lower triangle with half the diagonal.
    private static Gradient?[] Cholesky(BackwardOperation op)
    {
        Symbol factor = op.Output();
        Symbol left = RawOps.MatrixTriangularSolve(factor, HalfDiagonal(Product(factor, op.Dy, adjointX: true)), adjoint: true);
        Symbol both = Adjoint(RawOps.MatrixTriangularSolve(factor, Adjoint(left), adjoint: true));
        return [(both + Adjoint(both)) * 0.5];
    }

    private static Symbol HalfDiagonal(Symbol x) => Triangle(RawOps.MatrixSetDiag(x, RawOps.MatrixDiagPart(x) * 0.5), lower: true);

    private static Symbol Triangle(Symbol x, bool lower)
    {
        Symbol all = x.Graph.Constant(-1, DType.Int32), none = x.Graph.Constant(0, DType.Int32);
        return RawOps.MatrixBandPart(x, lower ? all : none, lower ? none : all);
    }

    private static Symbol Product(Symbol x, Symbol y, bool adjointX = false, bool adjointY = false) =>
        RawOps.BatchMatMulV2(x, y, adjointX, adjointY);

    private static Symbol Adjoint(Symbol x)
    {
        int rank = x.Rank;
        Symbol transposed = rank < 0
            ? RawOps.Einsum([x], "...ij->...ji")
            : RawOps.Transpose(x, x.Graph.Constant([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]));
        return MathGradients.Conj(transposed);
    }

    private static Symbol Expand(Symbol x, int axis) => RawOps.ExpandDims(x, x.Graph.Constant(axis, DType.Int32));

    private static Symbol EachMatrix(Symbol x) => Expand(Expand(x, -1), -1);
}
