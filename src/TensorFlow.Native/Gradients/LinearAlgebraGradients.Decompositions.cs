namespace TensorFlow;

/// <content>Decompositions: eigenvalues, singular values, and orthogonal and triangular factors.</content>
internal static partial class LinearAlgebraGradients
{
    private static void RegisterDecompositions(GradientTable table) => table
        .Add("SelfAdjointEigV2", SelfAdjointEig)
        .Add("Eig", Eig)
        .Add("Svd", Svd)
        .Add("Qr", Qr)
        .Add("Lu", Lu);

    // Only the lower triangle is read.
    private static Gradient?[] SelfAdjointEig(BackwardOperation op)
    {
        bool vectors = op.Bool("compute_v");
        (Symbol e, Symbol v) = vectors ? (op.Output(), op.Output(1)) : RawOps.SelfAdjointEigV2(op[0]);
        Symbol middle = RawOps.MatrixDiag(op.GradientOrZeros(0));
        if (vectors && op.GradientOf(1) is { } dv)
            middle += InverseDifferences(e) * Product(v, dv, adjointX: true);
        Symbol dx = Product(v, Product(middle, v, adjointY: true));
        return [HalfDiagonal(dx + Adjoint(dx))];
    }

    // Boeddeker et al., On the Computation of Complex-valued Gradients with Application to Statistically Optimum Beamforming, 2017,
    // equation 4.77, for vectors of length 1.
    private static Gradient?[] Eig(BackwardOperation op)
    {
        DType dtype = op.Type("Tout");
        bool vectors = op.Bool("compute_v");
        (Symbol e, Symbol v) = vectors ? (op.Output(), op.Output(1)) : RawOps.Eig(op[0], dtype);
        Symbol middle = RawOps.MatrixDiag(op.GradientOrZeros(0));
        if (vectors && op.GradientOf(1) is { } dv)
        {
            Symbol inner = Product(v, dv, adjointX: true);
            Symbol lengths = RawOps.MatrixDiag(Real(RawOps.MatrixDiagPart(inner)));
            middle += MathGradients.Conj(InverseDifferences(e)) * (inner - Product(Product(v, v, adjointX: true), lengths));
        }

        Symbol adjoint = Adjoint(v);
        Symbol dx = RawOps.MatrixSolve(adjoint, Product(middle, adjoint));
        return [op[0].DType == dtype ? dx : RawOps.Real(dx, op[0].DType)];
    }

    // With L U = P x: P⁻¹ L⁻ᴴ (the strict lower triangle of Lᴴ dL + the upper triangle of dU Uᴴ) U⁻ᴴ. TensorFlow has none
    // of this op.
    private static Gradient?[] Lu(BackwardOperation op)
    {
        if (op.GradientOf(0) is not { } dy)
            return [null];
        Symbol packed = op.Output();
        Symbol lower = Unit(packed), upper = Triangle(packed, lower: false);
        Symbol inner = Strict(Product(lower, Strict(dy), adjointX: true))
            + Triangle(Product(Triangle(dy, lower: false), upper, adjointY: true), lower: false);
        Symbol rows = Over(RawOps.MatrixTriangularSolve(lower, inner, adjoint: true), upper);
        Symbol places = op.Output(1);
        Symbol permutation = RawOps.OneHot(
            places, Shapes.Length(packed, -1), rows.Number(1), rows.Number(0));
        return [Product(permutation, rows, adjointX: true)];

        static Symbol Strict(Symbol x) => Triangle(RawOps.MatrixSetDiag(x, RawOps.ZerosLike(RawOps.MatrixDiagPart(x))), lower: true);

        static Symbol Unit(Symbol x) => Triangle(RawOps.MatrixSetDiag(x, RawOps.OnesLike(RawOps.MatrixDiagPart(x))), lower: true);
    }

    private static bool IsComplex(Symbol x) => x.DType is DType.Complex64 or DType.Complex128;

    // The real part, in the type of the whole.
    private static Symbol Real(Symbol x) => IsComplex(x) ? (x + RawOps.Conj(x)) * x.Number(0.5) : x;

    // 1 / (xⱼ - xᵢ), and 0 where they are equal: vectors of equal values have no derivative.
    private static Symbol InverseDifferences(Symbol x)
    {
        Symbol differences = Expand(x, -2) - Expand(x, -1);
        return RawOps.DivNoNan(RawOps.OnesLike(differences), differences);
    }

    // The transposed matrix has the same singular values, and its vectors change places. The gradient is that of functions which the free
    // choice of the vectors does not change: the sign of a pair, of complex matrices the phase e^(iφ), so of |U|², of U S Vᴴ or of U Vᴴ.
    private static Gradient?[] Svd(BackwardOperation op)
    {
        Symbol x = op[0];
        long rows = x.Rank < 2 ? -1 : x.Shape[^2], columns = x.Rank < 2 ? -1 : x.Shape[^1];
        bool usesVectors = op.Bool("compute_uv") && (op.GradientOf(1) is not null || op.GradientOf(2) is not null);
        bool isBeyond = op.Bool("full_matrices") && rows != columns;
        if (!op.Bool("compute_uv") || (isBeyond && !usesVectors))
        {
            (_, Symbol left, Symbol right) = RawOps.Svd(x);
            return [Product(left, Product(RawOps.MatrixDiag(Real(op.GradientOrZeros(0))), right, adjointY: true))];
        }

        if (rows < 0 || columns < 0)
            throw new UnimplementedException($"No gradient is known for {op.Operation}: the matrices must be of a known shape.");
        if (isBeyond && Math.Abs(rows - columns) > 1)
        {
            throw new UnimplementedException(
                $"No gradient is known for {op.Operation}: of {rows} × {columns} matrices, the {Math.Abs(rows - columns)} vectors beyond "
                + "the singular values may turn freely; compute the others alone (full_matrices: false).");
        }

        // Singular values are real numbers in a complex type: without the projection, second derivatives are wrong, as TensorFlow's are.
        (Symbol s, Symbol ds, Symbol u, Symbol du, Symbol v, Symbol dv) = (op.Output(), Real(op.GradientOrZeros(0)),
            op.Output(1), op.GradientOrZeros(1), op.Output(2), op.GradientOrZeros(2));
        return [rows > columns ? Adjoint(OfWide(s, ds, v, dv, u, du, (int)columns)) : OfWide(s, ds, u, du, v, dv, (int)rows)];
    }

    // Of u [rows, rows] and v [columns, rows] or, with all vectors, [columns, columns].
    private static Symbol OfWide(Symbol s, Symbol ds, Symbol u, Symbol du, Symbol allV, Symbol allDv, int rows)
    {
        bool isFull = allV.Shape[^1] > rows, isSquare = allV.Shape[^2] == rows;
        Symbol v = isFull ? allV[Indexer.Ellipsis, ..rows] : allV, dv = isFull ? allDv[Indexer.Ellipsis, ..rows] : allDv;
        Symbol values = RawOps.MatrixDiag(s), differences = InverseDifferences(RawOps.Square(s));
        Symbol left = differences * Product(u, du, adjointX: true), right = differences * Product(v, dv, adjointX: true);
        Symbol middle = RawOps.MatrixDiag(ds) + Product(left + Adjoint(left), values) + Product(values, right + Adjoint(right));
        Symbol inverse = RawOps.MatrixDiag(RawOps.DivNoNan(RawOps.OnesLike(s), s));
        if (IsComplex(v))
        {
            // The phases of pairs of vectors are free: only their difference has an effect.
            Symbol phases = RawOps.MatrixDiag(RawOps.MatrixDiagPart(Product(v, dv, adjointX: true)));
            middle += Product(inverse, Adjoint(phases) - phases) * v.Number(0.5);
        }

        Symbol dx = Product(u, Product(middle, v, adjointY: true));
        if (isSquare)
            return dx;
        Symbol outside = Adjoint(dv) - Product(Product(dv, v, adjointX: true), v, adjointY: true);
        if (isFull)
        {
            Symbol beyond = allV[Indexer.Ellipsis, rows..], change = allDv[Indexer.Ellipsis, rows..];
            outside -= Product(Product(v, change, adjointX: true), beyond, adjointY: true);
        }

        return dx + Product(Product(u, inverse), outside);
    }

    // Roberts and Roberts, QR and LQ Decomposition Matrix Backpropagation Algorithms, 2020.
    private static Gradient?[] Qr(BackwardOperation op)
    {
        (Symbol x, Symbol q, Symbol r) = (op[0], op.Output(), op.Output(1));
        long rows = x.Rank < 2 ? -1 : x.Shape[^2], columns = x.Rank < 2 ? -1 : x.Shape[^1];
        if (rows < 0 || columns < 0 || (op.Bool("full_matrices") && rows > columns))
        {
            throw new UnimplementedException(
                $"No gradient is known for {op.Operation}: "
                + (rows < 0 || columns < 0 ? "the matrices must be of a known shape." : $"of {rows} × {columns} matrices, the columns of Q "
                    + "beyond those of R may turn freely, and TensorFlow and PyTorch have none either; compute the others alone "
                    + "(full_matrices: false, mode \"reduced\")."));
        }

        (Symbol dq, Symbol dr) = (op.GradientOrZeros(0), op.GradientOrZeros(1));
        if (rows >= columns)
            return [OfTall(q, r, dq, dr)];
        int split = (int)rows;
        Symbol beyond = dr[Indexer.Ellipsis, split..];
        Symbol first = OfTall(
            q, r[Indexer.Ellipsis, ..split], dq
                + Product(x[Indexer.Ellipsis, split..], beyond, adjointY: true), dr[Indexer.Ellipsis, ..split]);
        return [RawOps.ConcatV2([first, Product(q, beyond)], op.Constant(-1))];
    }

    private static Symbol OfTall(Symbol q, Symbol r, Symbol dq, Symbol dr)
    {
        Symbol qdq = Product(q, dq, adjointX: true), rdr = Product(r, dr, adjointY: true);
        Symbol lower = Triangle(qdq - Adjoint(qdq) + rdr - Adjoint(rdr), lower: true);
        Symbol dx = Product(q, dr + Over(lower, r)) + Over(dq - Product(q, qdq), r);
        if (!IsComplex(q))
            return dx;
        Symbol diagonal = RawOps.MatrixDiagPart(rdr - Adjoint(qdq));
        return dx + Over(Product(q, Adjoint(RawOps.MatrixDiag(diagonal - Real(diagonal)))), r);
    }

    // x R⁻ᴴ of an upper triangle R.
    private static Symbol Over(Symbol x, Symbol r) => Adjoint(RawOps.MatrixTriangularSolve(r, Adjoint(x), lower: false));
}
