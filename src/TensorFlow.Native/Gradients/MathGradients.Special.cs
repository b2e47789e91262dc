namespace TensorFlow;

/// <content>Special functions (derivatives: NIST Digital Library of Mathematical Functions).</content>
internal static partial class MathGradients
{
    private const double TwoOverRootPi = 1.1283791670955126;
    private const double RootPiOverTwo = 0.8862269254527580;
    private const double RootTwoPi = 2.5066282746310005;

    private static void RegisterSpecial(GradientTable table) => table
        .Add("Erf", OfInput((dy, x) => dy * TwoOverRootPi * RawOps.Exp(-RawOps.Square(x))))
        .Add("Erfc", OfInput((dy, x) => dy * -TwoOverRootPi * RawOps.Exp(-RawOps.Square(x))))
        .Add("Erfinv", OfOutput((dy, y) => dy * RootPiOverTwo * RawOps.Exp(RawOps.Square(y))))
        .Add("Ndtri", OfOutput((dy, y) => dy * RootTwoPi * RawOps.Exp(RawOps.Square(y) / 2)))
        .Add("Lgamma", OfInput((dy, x) => dy * RawOps.Digamma(x)))
        .Add("Digamma", OfInput((dy, x) => dy * RawOps.Polygamma(Shapes.Full(x, 1), x)))
        .Add("Dawsn", op => [op.Dy * (1 - (2 * op[0] * op.Output()))])
        .Add("Expint", OfInput((dy, x) => dy * RawOps.Exp(x) / x))
        .Add("FresnelCos", OfInput((dy, x) => dy * RawOps.Cos(Math.PI / 2 * RawOps.Square(x))))
        .Add("FresnelSin", OfInput((dy, x) => dy * RawOps.Sin(Math.PI / 2 * RawOps.Square(x))))
        .Add("Spence", OfInput(Spence))
        .Add("BesselI0", OfInput((dy, x) => dy * RawOps.BesselI1(x)))
        .Add("BesselI0e", op => [op.Dy * (RawOps.BesselI1e(op[0]) - (RawOps.Sign(op[0]) * op.Output()))])
        .Add("BesselI1", op => [op.Dy * AtZero(op[0], 1, x => RawOps.BesselI0(x) - (op.Output() / x))])
        .Add("BesselI1e", op => [op.Dy * AtZero(
            op[0], 0.5, x => RawOps.BesselI0e(x) - (op.Output() * (RawOps.Sign(x) + RawOps.Reciprocal(x))))])
        .Add("BesselK0", OfInput((dy, x) => dy * -RawOps.BesselK1(x)))
        .Add("BesselK0e", op => [op.Dy * (op.Output() - RawOps.BesselK1e(op[0]))])
        .Add("BesselK1", op => [op.Dy * (-RawOps.BesselK0(op[0]) - (op.Output() / op[0]))])
        .Add("BesselK1e", op => [op.Dy * ((op.Output() * (1 - RawOps.Reciprocal(op[0]))) - RawOps.BesselK0e(op[0]))])
        .Add("BesselJ0", OfInput((dy, x) => dy * -RawOps.BesselJ1(x)))
        .Add("BesselJ1", op => [op.Dy * AtZero(op[0], 0.5, x => RawOps.BesselJ0(x) - (op.Output() / x))])
        .Add("BesselY0", OfInput((dy, x) => dy * -RawOps.BesselY1(x)))
        .Add("BesselY1", op => [op.Dy * (RawOps.BesselY0(op[0]) - (op.Output() / op[0]))])
        .Add("Igamma", op => Igamma(op, negative: false))
        .Add("Igammac", op => Igamma(op, negative: true))
        .Add("Betainc", Betainc)
        .Add("Zeta", Zeta)
        .Add("Polygamma", Polygamma);

    private static Symbol Spence(Symbol dy, Symbol x)
    {
        Symbol isOne = RawOps.Equal(x, x.Number(1));
        Symbol safe = RawOps.SelectV2(isOne, x.Number(2), x);
        return dy * RawOps.SelectV2(isOne, x.Number(-1), RawOps.Log(safe) / (1 - safe));
    }

    // A derivative that is 0/0 at zero.
    private static Symbol AtZero(Symbol x, double value, Func<Symbol, Symbol> elsewhere)
    {
        Symbol isZero = RawOps.Equal(x, x.Number(0));
        return RawOps.SelectV2(isZero, x.Number(value), elsewhere(RawOps.SelectV2(isZero, x.Number(1), x)));
    }

    // ∂P(a, x)/∂x = xᵃ⁻¹ e⁻ˣ / Γ(a), through logarithms, since Γ grows large.
    private static Gradient?[] Igamma(BackwardOperation op, bool negative)
    {
        Symbol a = op[0], x = op[1], dy = negative ? -op.Dy : op.Dy;
        return
        [
            op.Needs(0) ? Broadcasting.Reduce(RawOps.IgammaGradA(a, x) * dy, a, x) : null,
            op.Needs(1) ? Broadcasting.Reduce(RawOps.Exp(-x + ((a - 1) * RawOps.Log(x)) - RawOps.Lgamma(a)) * dy, x, a) : null,
        ];
    }

    private static Gradient?[] Betainc(BackwardOperation op)
    {
        Symbol a = op[0], b = op[1], x = op[2];
        if (op.Needs(0) || op.Needs(1))
            throw new UnimplementedException(
                $"No gradient is known for {op.Operation} with respect to its parameters a and b; put Gradients.StopGradient before them.");
        Symbol logBeta = RawOps.Lgamma(a) + RawOps.Lgamma(b) - RawOps.Lgamma(a + b);
        Symbol density = RawOps.Exp(RawOps.Xlog1py(b - 1, -x) + RawOps.Xlogy(a - 1, x) - logBeta);
        return [null, null, Broadcasting.Reduce(density * op.Dy, x, op.Output())];
    }

    private static Gradient?[] Zeta(BackwardOperation op)
    {
        Symbol x = op[0], q = op[1];
        return op.Needs(0)
            ? throw new UnimplementedException(
                $"No gradient is known for {op.Operation} with respect to its exponent; put Gradients.StopGradient before it.")
            : [null, Broadcasting.Reduce(-x * RawOps.Zeta(x + 1, q) * op.Dy, q, x)];
    }

    private static Gradient?[] Polygamma(BackwardOperation op)
    {
        Symbol order = op[0], x = op[1];
        return [null, Broadcasting.Reduce(RawOps.Polygamma(order + 1, x) * op.Dy, x, order)];
    }
}
