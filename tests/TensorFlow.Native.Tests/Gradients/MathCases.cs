using static TensorFlow.Tests.Differentiation.CaseOps;

namespace TensorFlow.Tests.Differentiation;

/// <summary>The Math group.</summary>
internal static class MathCases
{
    public static IReadOnlyList<GradientCase> All { get; } =
    [
        .. Unary(-1, 1, "Abs", "Neg", "Square", "Exp", "Expm1", "Sin", "Cos", "Tan",
            "Atan", "Sinh", "Cosh", "Tanh", "Asinh", "Sigmoid", "Erf", "Erfc", "Sign"),
        .. Unary(-0.8, 0.8, "Asin", "Acos", "Atanh", "Erfinv"),
        .. Unary(0.2, 0.9, "Inv", "Reciprocal", "Sqrt", "Rsqrt", "Log", "Log1p", "Ndtri", "Lgamma", "Digamma"),
        .. Unary(1.2, 3, "Acosh"),
        .. Unary(0.3, 2, false, "Dawsn", "Expint", "FresnelCos", "FresnelSin", "Spence", "BesselJ0", "BesselJ1", "BesselY0", "BesselY1"),
        .. Unary(0.3, 2, false, "BesselI0", "BesselI1", "BesselK0", "BesselK0e", "BesselK1", "BesselK1e", "BesselI0e", "BesselI1e"),
        new("InvGrad", [[2, 3], [2, 3]], s => One("InvGrad", s)) { Low = 0.3, High = 1, Compiles = false },
        .. new[] { "ReciprocalGrad", "SqrtGrad", "RsqrtGrad", "TanhGrad", "SigmoidGrad" }
            .Select(op => new GradientCase(op, [[2, 3], [2, 3]], s => One(op, s)) { Low = 0.3, High = 1 }),
        new("Cast", [[2, 3]], s => s[0].Cast(DType.Float32).Cast(DType.Float64) * s[0]) { Tolerance = 3e-2, Order = 1 },
        new("ClipByValue", [[8], [], []], s => RawOps.ClipByValue(s[0], s[1] - 1.3, s[2] + 1.3) * s[0]) { Low = -0.9, High = 0.9 },
        new("ClipByValue at bounds of a shape", [[2, 4], [2, 4], [2, 4]],
            s => RawOps.ClipByValue(s[0], (s[1] * 0.1) - 0.5, (s[2] * 0.1) + 0.5)),
        .. Binary("Add", "AddV2", "Sub", "Mul", "MulNoNan", "Maximum", "Minimum", "SquaredDifference"),
        .. Binary(0.3, 1, "Div", "RealDiv", "DivNoNan", "Pow", "Atan2", "Xlogy", "Xlog1py", "Xdivy"),
        .. Binary(0.6, 0.9, "FloorMod", "Mod", "TruncateMod"),
        new("Igamma by x", [[2, 3]], s => RawOps.Igamma(s[0].Number(1.5), s[0])) { Low = 0.5, High = 2 },
        new("Igamma", [[2, 3], [3]], s => RawOps.Igamma(s[0], s[1])) { Low = 0.5, High = 2, Order = 1, Tolerance = 1e-5 },
        new("Igammac", [[2, 3], [2, 3]], s => RawOps.Igammac(s[0], s[1])) { Low = 0.5, High = 2, Order = 1, Tolerance = 1e-5 },
        new("Betainc", [[2, 3]], s => RawOps.Betainc(s[0].Number(1.5), s[0].Number(2), s[0])) { Low = 0.2, High = 0.8, Compiles = false },
        new("Zeta", [[2, 3]], s => RawOps.Zeta(s[0].Number(2.5), s[0])) { Low = 1.5, High = 3 },
        new("Polygamma", [[2, 3]], s => RawOps.Polygamma(s[0].Number(1), s[0])) { Low = 0.5, High = 2 },
        new("NextAfter", [[2, 3]], s => RawOps.NextAfter(s[0], s[0] + 1) * s[0]) { Tolerance = 1e-4 },
        new("AddN", [[2, 3], [2, 3], [2, 3]], s => RawOps.AddN(s) * s[0]),
        new("Select", [[2, 3], [2, 3]], s => RawOps.Select(RawOps.Greater(s[0], s[1]), s[0] * s[1], s[1])),
        new("SelectV2, broadcast", [[2, 3], [3], [2, 1]],
            s => RawOps.SelectV2(RawOps.Greater(s[1], s[1].Number(0)), s[0] * s[0], s[2] * s[1])),
        .. new[] { "Sum", "Mean", "Max", "Min", "Prod", "EuclideanNorm" }.SelectMany(Reductions),
        new("Prod with a zero", [[2, 3]], s => RawOps.Prod(s[0], List(1))) { Values = [[0.5, 0, 0.7, 0.3, 0.2, 0.9]] },
        new("Prod with two zeros", [[4]], s => RawOps.Prod(s[0], List(0))) { Values = [[0.5, 0, 0.7, 0]] },
        .. new[] { (false, false), (true, false), (false, true), (true, true) }.SelectMany(Running),
        new("Cumprod with zeros", [[5]], s => RawOps.Cumprod(s[0], Int(0))) { Values = [[0.5, 0.3, 0, 0.7, 0]], Order = 1 },
        new("Cumprod with zeros, reverse", [[5]],
            s => RawOps.Cumprod(s[0], Int(0), exclusive: true, reverse: true)) { Values = [[0.5, 0.3, 0, 0.7, 0]], Order = 1 },
        .. new[] { (false, false), (true, false), (false, true), (true, true) }.Select(t => new GradientCase(
            $"MatMul {t}", [t.Item1 ? [3, 2] : [2, 3], t.Item2 ? [4, 3] : [3, 4]], s => RawOps.MatMul(s[0], s[1], t.Item1, t.Item2))),
        .. new[] { (false, false), (true, false), (false, true), (true, true) }.SelectMany(BatchMatMul),
        new("Cross", [[2, 3], [2, 3]], s => RawOps.Cross(s[0], s[1])),
        .. Einsums.Select(e => new GradientCase(
            $"Einsum {e.Equation} {string.Join(' ', e.Shapes.AsEnumerable())}", e.Shapes, s => RawOps.Einsum(s, e.Equation))),
        new("Square of a symbol with itself", [[2, 3]], s => s[0] * s[0] * s[0]),
        new("Complex numbers", [[2, 3], [2, 3]], s =>
        {
            Symbol z = RawOps.Complex(s[0], s[1], DType.Complex128);
            Symbol w = RawOps.Exp(z) * RawOps.Conj(z);
            return [RawOps.Real(w, DType.Float64), RawOps.Imag(w, DType.Float64), RawOps.ComplexAbs(z, DType.Float64)];
        }),
        new("Angle", [[2, 3], [2, 3]], s => RawOps.Angle(RawOps.Complex(s[0], s[1], DType.Complex128), DType.Float64)) { Low = 0.3 },
        .. Segments(),
    ];

    private static (string Equation, Shape[] Shapes)[] Einsums =>
    [
        ("abc,cde->abde", [[2, 3, 4], [4, 2, 3]]),
        ("ij->", [[2, 3]]),
        ("ij->ji", [[2, 3]]),
        ("ijk->j", [[2, 3, 2]]),
        ("ij,kl->il", [[2, 3], [2, 4]]),
        ("i,j->ij", [[2], [3]]),
        ("...ij,...jk->...ik", [[2, 2, 3], [2, 3, 2]]),
        ("...ij,jk->...ik", [[2, 2, 3], [3, 2]]),
        ("...ij,...jk->...ik", [[2, 1, 2, 3], [3, 3, 2]]),
        ("...i->i...", [[2, 3, 2]]),
        ("ii->i", [[3, 3]]),
        ("ii->", [[3, 3]]),
        ("iij,j->i", [[3, 3, 2], [2]]),
    ];

    private static IEnumerable<GradientCase> Unary(double low, double high, params string[] ops) => Unary(low, high, true, ops);

    private static IEnumerable<GradientCase> Unary(double low, double high, bool compiles, params string[] ops) =>
        ops.Select(op => new GradientCase(op, [[2, 3]], s => One(op, s)) { Low = low, High = high, Compiles = compiles });

    private static IEnumerable<GradientCase> Binary(params string[] ops) => Binary(-1, 1, ops);

    private static IEnumerable<GradientCase> Binary(double low, double high, params string[] ops)
    {
        (Shape, Shape)[] shapes = [([2, 3], [2, 3]), ([2, 3], [3]), ([], [2, 3]), ([2, 1, 3], [4, 1]), ([1, 3], [2, 1])];
        foreach (string op in ops)
        {
            foreach ((Shape first, Shape second) in shapes)
                yield return new($"{op} {first} {second}", [first, second],
                    s => One(op, s))
                { Low = low, High = high, Compiles = first.Rank == second.Rank };
            yield return new($"{op} of unknown shapes", [[2, 3], [1, 3]],
                s => One(op, [.. s.Select(Vague)]))
            { Low = low, High = high, Compiles = false };
        }
    }

    private static IEnumerable<GradientCase> Reductions(string op)
    {
        foreach (bool keep in (bool[])[false, true])
        {
            foreach (int[] axes in (int[][])[[0], [-1], [0, 2], [0, 1, 2], []])
            {
                yield return new($"{op} [{string.Join(", ", axes)}] keep {keep}", [[2, 3, 2]], s =>
                    Op(op, RawOps.Square(s[0]), List(axes)).Attribute("keep_dims", keep).Build()[0])
                { Low = 0.2, Compiles = op != "EuclideanNorm" && axes.Length == 2 };
            }
        }

        if (op != "Prod")
            yield return new($"{op} of an unknown shape", [[2, 3]], s => One(op, Vague(s[0]), List(1))) { Compiles = false };
    }

    private static IEnumerable<GradientCase> Running((bool Exclusive, bool Reverse) how)
    {
        if (how is (false, false))
            yield return new("TopKV2", [[2, 5]], s => RawOps.Square(RawOps.TopKV2(s[0], Int(3)).Values));
        yield return new($"Cumsum {how}", [[2, 4]], s => RawOps.Square(RawOps.Cumsum(s[0], Int(1), how.Exclusive, how.Reverse)));
        yield return new($"Cumprod {how}", [[2, 4]], s => RawOps.Cumprod(s[0], Int(1), how.Exclusive, how.Reverse)) { Low = 0.3 };
        if (!how.Exclusive)
        {
            yield return new($"CumulativeLogsumexp {how}", [[2, 4]],
                s => RawOps.CumulativeLogsumexp(s[0], Int(1), how.Exclusive, how.Reverse))
            {
                Order = 1,
                Compiles = false,
            };
        }
    }

    private static IEnumerable<GradientCase> BatchMatMul((bool X, bool Y) adjoint)
    {
        foreach ((long[] x, long[] y) in ((long[], long[])[])[([2], [2]), ([2], []), ([], [3]), ([2, 1], [3])])
        {
            Shape first = [.. x, .. adjoint.X ? (long[])[3, 2] : [2, 3]], second = [.. y, .. adjoint.Y ? (long[])[4, 3] : [3, 4]];
            yield return new($"BatchMatMulV2 {first} {second} {adjoint}", [first, second],
                s => RawOps.BatchMatMulV2(s[0], s[1], adjoint.X, adjoint.Y));
        }

        yield return new($"BatchMatMul {adjoint}", [[2, 3, 3], [2, 3, 3]],
            s => RawOps.BatchMatMul(s[0], s[1], adjoint.X, adjoint.Y))
        { Compiles = adjoint.X };
        yield return new($"BatchMatMulV3 {adjoint}", [[2, 3, 3], [3, 3]], s =>
            Op("BatchMatMulV3", s).Attribute("Tout", DType.Float64).Attribute("adj_x", adjoint.X).Attribute("adj_y", adjoint.Y).Build()[0]);
    }

    private static IEnumerable<GradientCase> Segments()
    {
        static Symbol ids() => List(0, 0, 1, 2, 2);
        foreach (string kind in (string[])["Sum", "Mean", "Min", "Max", "Prod"])
        {
            yield return new($"Segment{kind}", [[5, 2]], s => One("Segment" + kind, RawOps.Square(s[0]) + 0.1, ids())) { Compiles = false };
            if (kind != "Mean")
            {
                yield return new($"UnsortedSegment{kind}", [[5, 2]],
                    s => One("UnsortedSegment" + kind, RawOps.Square(s[0]) + 0.1, List(2, 0, -1, 1, 0), Int(3)));
                yield return new($"Segment{kind}V2", [[5, 2]],
                    s => One($"Segment{kind}V2", RawOps.Square(s[0]) + 0.1, ids(), Int(3)))
                { OnlyCompiles = true };
            }
        }

        yield return new("UnsortedSegmentProd with zeros", [[5]], s => RawOps.UnsortedSegmentProd(s[0], List(0, 0, 1, 1, 1), Int(2)))
        {
            Values = [[0, 0.5, 0, 0.7, 0]],
            Order = 1,
        };
        foreach (string kind in (string[])["Sum", "Mean", "SqrtN"])
        {
            yield return new($"SparseSegment{kind}", [[4, 2]],
                s => One("SparseSegment" + kind, RawOps.Square(s[0]), List(3, 0, 0, 1), List(0, 0, 1, 1)))
            { Compiles = false };
            yield return new($"SparseSegment{kind}WithNumSegments", [[4, 2]], s =>
                One($"SparseSegment{kind}WithNumSegments", RawOps.Square(s[0]), List(3, 0, 0, 1), List(0, 0, 2, 2), Int(4)))
            { Compiles = false };
        }
    }
}
