namespace TensorFlow;

/// <content>Functions of two numbers, which broadcast.</content>
internal static partial class MathGradients
{
    private static void RegisterBinary(GradientTable table) => table
        .Add("Add", Add)
        .Add("AddV2", Add)
        .Add("AddN", op => [.. Enumerable.Repeat((Gradient?)op.Sparse, op.InputCount)])
        .Add("Sub", Broadcast((_, _, _, dy) => dy, (_, _, _, dy) => -dy))
        .Add("Mul", Multiply)
        .Add("MulNoNan", Broadcast((_, y, _, dy) => RawOps.MulNoNan(dy, y), (x, _, _, dy) => RawOps.MulNoNan(x, dy)))
        .Add("Div", Broadcast((_, y, _, dy) => dy / y, (x, y, _, dy) => dy * (-x / y / y)))
        .Add("RealDiv", Broadcast((_, y, _, dy) => dy / y, (x, y, _, dy) => dy * (-x / y / y)))
        .Add("DivNoNan", Broadcast(
            (_, y, _, dy) => RawOps.DivNoNan(dy, y),
            (x, y, _, dy) => dy * RawOps.DivNoNan(RawOps.DivNoNan(-x, y), y)))
        .Add("FloorMod", Broadcast((_, _, _, dy) => dy, (x, y, _, dy) => dy * -RawOps.FloorDiv(x, y)))
        .Add("Mod", Broadcast((_, _, _, dy) => dy, (x, y, _, dy) => dy * -Truncated(x / y)))
        .Add("TruncateMod", Broadcast((_, _, _, dy) => dy, (x, y, _, dy) => dy * -Truncated(x / y)))
        .Add("Pow", Broadcast(PowerByBase, PowerByExponent))
        .Add("Maximum", Broadcast(
            (x, y, _, dy) => Where(RawOps.GreaterEqual(x, y), dy),
            (x, y, _, dy) => WhereNot(RawOps.GreaterEqual(x, y), dy)))
        .Add("Minimum", Broadcast(
            (x, y, _, dy) => Where(RawOps.LessEqual(x, y), dy),
            (x, y, _, dy) => WhereNot(RawOps.LessEqual(x, y), dy)))
        .Add("SquaredDifference", Broadcast((x, y, _, dy) => 2.0 * dy * (x - y), (x, y, _, dy) => -(2.0 * dy * (x - y))))
        .Add("Atan2", Broadcast(
            (y, x, _, dy) => x * (dy / (RawOps.Square(y) + RawOps.Square(x))),
            (y, x, _, dy) => -y * (dy / (RawOps.Square(y) + RawOps.Square(x)))))
        .Add("Xlogy", Broadcast((x, y, _, dy) => RawOps.Xlogy(NotZero(x), y) * dy, (x, y, _, dy) => RawOps.Xdivy(x, y) * dy))
        .Add("Xlog1py", Broadcast((x, y, _, dy) => RawOps.Xlog1py(NotZero(x), y) * dy, (x, y, _, dy) => RawOps.Xdivy(x, y + 1) * dy))
        .Add("Xdivy", Broadcast(
            (x, y, _, dy) => RawOps.Xdivy(NotZero(x), y) * dy,
            (x, y, _, dy) => RawOps.Xdivy(-x, RawOps.Square(y)) * dy))
        .Add("NextAfter", Broadcast((_, _, _, dy) => dy, (_, _, _, dy) => RawOps.ZerosLike(dy)))
        .Add("Select", op => [null, op.Needs(1) ? Chosen(op, true) : null, op.Needs(2) ? Chosen(op, false) : null])
        .Add("SelectV2", op =>
        [
            null,
            op.Needs(1) ? Broadcasting.Reduce(Where(op[0], op.Dy), op[1], op.Output()) : null,
            op.Needs(2) ? Broadcasting.Reduce(WhereNot(op[0], op.Dy), op[2], op.Output()) : null,
        ]);

    private static OperationGradient Broadcast(
        Func<Symbol, Symbol, Symbol, Symbol, Symbol> byFirst, Func<Symbol, Symbol, Symbol, Symbol, Symbol> bySecond) => op =>
    {
        Symbol first = op[0], second = op[1], y = op.Output(), dy = op.Dy;
        return
        [
            op.Needs(0) ? Broadcasting.Reduce(byFirst(Conj(first), Conj(second), Conj(y), dy), first, second) : null,
            op.Needs(1) ? Broadcasting.Reduce(bySecond(Conj(first), Conj(second), Conj(y), dy), second, first) : null,
        ];
    };

    private static Gradient?[] Add(BackwardOperation op) =>
    [
        op.Needs(0) ? Broadcasting.Reduce(op.Dy, op[0], op[1]) : null,
        op.Needs(1) ? Broadcasting.Reduce(op.Dy, op[1], op[0]) : null,
    ];

    // Rows times a number stay rows.
    private static Gradient?[] Multiply(BackwardOperation op)
    {
        Symbol x = op[0], y = op[1];
        if (op.Sparse.Rows is not null && op.Needs(0) != op.Needs(1) && op[op.Needs(0) ? 1 : 0].Rank == 0)
            return [op.Needs(0) ? op.Sparse.Map(dy => dy * Conj(y)) : null, op.Needs(1) ? op.Sparse.Map(dy => Conj(x) * dy) : null];
        return
        [
            op.Needs(0) ? Broadcasting.Reduce(op.Dy * Conj(y), x, y) : null,
            op.Needs(1) ? Broadcasting.Reduce(Conj(x) * op.Dy, y, x) : null,
        ];
    }

    private static Symbol PowerByBase(Symbol x, Symbol y, Symbol power, Symbol dy) => dy * y * RawOps.Pow(x, y - 1);

    // Where the base is not positive, no real number is sensible; 0, as in TensorFlow.
    private static Symbol PowerByExponent(Symbol x, Symbol y, Symbol power, Symbol dy)
    {
        Symbol sensible = x.DType.IsFloatingPoint ? RawOps.Greater(x, x.Number(0)) : RawOps.NotEqual(x, x.Number(0));
        Symbol logarithm = RawOps.Log(RawOps.SelectV2(sensible, x, x.Number(1)));
        return dy * power * RawOps.SelectV2(sensible, logarithm, x.Number(0));
    }

    private static Symbol Truncated(Symbol quotient) => RawOps.Sign(quotient) * RawOps.Floor(RawOps.Abs(quotient));

    private static Symbol NotZero(Symbol x) => RawOps.NotEqual(x, x.Number(0)).Cast(x.DType);

    private static Symbol Where(Symbol condition, Symbol dy) => RawOps.SelectV2(condition, dy, dy.Number(0));

    private static Symbol WhereNot(Symbol condition, Symbol dy) => RawOps.SelectV2(condition, dy.Number(0), dy);

    private static Symbol Chosen(BackwardOperation op, bool when)
    {
        Symbol zeros = RawOps.ZerosLike(op.Dy);
        return when ? RawOps.Select(op[0], op.Dy, zeros) : RawOps.Select(op[0], zeros, op.Dy);
    }
}
