namespace TensorFlow;

/// <content>Functions of one number.</content>
internal static partial class MathGradients
{
    private static void RegisterElementwise(GradientTable table) => table
        .Add("Abs", op => [op.Dy * RawOps.Sign(op[0])])
        .Add("Neg", op => [op.Sparse.Map(dy => -dy)])
        .Add("Sign", op => [RawOps.ZerosLike(op[0])])
        .Add("Inv", op => [RawOps.ReciprocalGrad(op.Output(), op.Dy)])
        .Add("Reciprocal", op => [RawOps.ReciprocalGrad(op.Output(), op.Dy)])
        .Add("InvGrad", ReciprocalGrad)
        .Add("ReciprocalGrad", ReciprocalGrad)
        .Add("Square", OfInput((dy, x) => dy * (x * 2)))
        .Add("Sqrt", op => [RawOps.SqrtGrad(op.Output(), op.Dy)])
        .Add("SqrtGrad", SqrtGrad)
        .Add("Rsqrt", op => [RawOps.RsqrtGrad(op.Output(), op.Dy)])
        .Add("RsqrtGrad", RsqrtGrad)
        .Add("Exp", OfOutput((dy, y) => dy * y))
        .Add("Expm1", OfInput((dy, x) => dy * RawOps.Exp(x)))
        .Add("Log", OfInput((dy, x) => dy * RawOps.Reciprocal(x)))
        .Add("Log1p", OfInput((dy, x) => dy * RawOps.Reciprocal(1 + x)))
        .Add("Sin", OfInput((dy, x) => dy * RawOps.Cos(x)))
        .Add("Cos", OfInput((dy, x) => -dy * RawOps.Sin(x)))
        .Add("Tan", OfInput((dy, x) => RawOps.Square(RawOps.Reciprocal(RawOps.Cos(x))) * dy))
        .Add("Asin", OfInput((dy, x) => dy * RawOps.Reciprocal(RawOps.Sqrt(1 - RawOps.Square(x)))))
        .Add("Acos", OfInput((dy, x) => -dy * RawOps.Reciprocal(RawOps.Sqrt(1 - RawOps.Square(x)))))
        .Add("Atan", OfInput((dy, x) => dy * RawOps.Reciprocal(1 + RawOps.Square(x))))
        .Add("Sinh", OfInput((dy, x) => dy * RawOps.Cosh(x)))
        .Add("Cosh", OfInput((dy, x) => dy * RawOps.Sinh(x)))
        .Add("Tanh", OfOutput((dy, y) => RawOps.TanhGrad(y, dy)))
        .Add("TanhGrad", TanhGrad)
        .Add("Asinh", OfOutput((dy, y) => dy / RawOps.Cosh(y)))
        .Add("Acosh", OfOutput((dy, y) => dy / RawOps.Sinh(y)))
        .Add("Atanh", OfInput((dy, x) => dy * RawOps.Reciprocal(1 - RawOps.Square(x))))
        .Add("Sigmoid", OfOutput((dy, y) => RawOps.SigmoidGrad(y, dy)))
        .Add("SigmoidGrad", SigmoidGrad)
        .Add("Cast", op => [op.Sparse.Map(dy => dy.Cast(op[0].DType))])
        .Add("ClipByValue", ClipByValue);

    private static Gradient?[] ReciprocalGrad(BackwardOperation op)
    {
        Symbol y = Conj(op[0]), dy = op.Dy;
        return [Conj(dy) * -2.0 * op[1] * y, RawOps.ReciprocalGrad(y, dy)];
    }

    private static Gradient?[] SqrtGrad(BackwardOperation op)
    {
        Symbol ratio = op.Dy / op[0];
        return [-Conj(ratio) * op.Output(), 0.5 * ratio];
    }

    private static Gradient?[] RsqrtGrad(BackwardOperation op)
    {
        Symbol y = Conj(op[0]), dy = op.Dy;
        return [-1.5 * Conj(dy) * op[1] * RawOps.Square(y), RawOps.RsqrtGrad(y, dy)];
    }

    private static Gradient?[] TanhGrad(BackwardOperation op)
    {
        Symbol y = Conj(op[0]), inner = Conj(op[1]);
        return [op.Dy * -2.0 * inner * y, RawOps.TanhGrad(y, op.Dy)];
    }

    private static Gradient?[] SigmoidGrad(BackwardOperation op)
    {
        Symbol y = Conj(op[0]), both = op.Dy * Conj(op[1]);
        return [both - (2.0 * both * y), RawOps.SigmoidGrad(y, op.Dy)];
    }

    // Within the bounds, these included, the gradient is the input's; outside it is that of the bound.
    private static Gradient?[] ClipByValue(BackwardOperation op)
    {
        Symbol x = op[0], minimum = op[1], maximum = op[2], dy = op.Dy, zero = dy.Number(0);
        Symbol below = RawOps.Less(x, minimum), above = RawOps.Greater(x, maximum);
        return
        [
            op.Needs(0) ? RawOps.SelectV2(RawOps.LogicalOr(below, above), zero, dy) : null,
            op.Needs(1) ? Broadcasting.Reduce(RawOps.SelectV2(below, dy, zero), minimum, x) : null,
            op.Needs(2) ? Broadcasting.Reduce(RawOps.SelectV2(above, dy, zero), maximum, x) : null,
        ];
    }
}
