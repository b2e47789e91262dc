using static TensorFlow.Tests.Differentiation.CaseOps;

namespace TensorFlow.Tests.Differentiation;

/// <summary>Loops, branches and calls, that read symbols of the graph around them.</summary>
internal static class ControlFlowCases
{
    public static IReadOnlyList<GradientCase> All { get; } =
    [
        .. Plain(),
        .. Plain().Select(c => c with { Name = c.Name + ", recording", Body = Recording(c.Body) }),
    ];

    private static GradientCase[] Plain() =>
    [
        new("A loop of a bounded number of rounds", [[2], [2]], s => Power(s[0], s[1], 3, 5)),
        new("A loop without a bound", [[2], [2]], s => Power(s[0], s[1], 3, null)) { Compiles = false },
        new("A loop that the values end", [[]], s => ControlFlow.While(
            [s[0], s[0]],
            v => RawOps.Less(v[0], v[0].Number(40)),
            v => [v[0] * v[0] * 1.5, v[1] + RawOps.Sin(v[0])])[1]) { Low = 1.3, High = 1.5, Compiles = false, Tolerance = 1e-4 },
        new("A loop that does nothing", [[2]],
            s => ControlFlow.While([s[0]], v => RawOps.Less(Int(1), Int(0)), v => [v[0] * v[0]], maximumIterations: 4)[0] * s[0]),
        new("A loop of two functions", [[2]], OfFunctions) { Compiles = false },
        new("Loops in a loop", [[2], [2]], s => ControlFlow.While(
            [Int(0), s[0]],
            v => RawOps.Less(v[0], Int(2)),
            v => [v[0] + 1, Power(v[1], s[1], 2, 3) * 0.5],
            maximumIterations: 2)[1]),
        new("A branch that is taken", [[2], [2]], s => ControlFlow.If(
            RawOps.Greater(Total(s[0]), Total(s[0]) - 1), [s[0]], v => [RawOps.Sin(v[0]) * s[1], v[0]], v => [v[0], v[0] * s[1]])),
        new("A branch that is not taken", [[2], [2]], s => ControlFlow.If(
            RawOps.Less(Total(s[0]), Total(s[0]) - 1), [], _ => [s[0]], _ => [RawOps.Square(s[0]) * RawOps.Exp(s[1])])),
        new("The second of three branches", [[2], [2]], s => ControlFlow.Case(
            Int(1), [s[0]], [v => [v[0]], v => [RawOps.Square(v[0]) * s[1]], v => [s[1]]])),
        new("A loop in a branch", [[2], [2]], s => ControlFlow.If(
            RawOps.Greater(Total(s[0]), Total(s[0]) - 1), [s[0]], v => [Power(v[0], s[1], 2, 4)], v => [v[0]])),
        new("A branch in a loop", [[2], [2]], s => ControlFlow.While(
            [Int(0), s[0]],
            v => RawOps.Less(v[0], Int(3)),
            v => [v[0] + 1, ControlFlow.If(RawOps.Equal(v[0], Int(1)), [v[1]], b => [b[0] * b[0]], b => [b[0] * s[1]])[0]],
            maximumIterations: 3)[1]),
        new("A call of a function", [[2], [2]], Called),
        new("A recurrence over a sequence", [[4, 2, 3], [3, 3], [3, 3], [3], [2, 3]], s => Recurrence(s, reverse: false)),
        new("A recurrence over a sequence backwards", [[4, 2, 3], [3, 3], [3, 3], [3], [2, 3]], s => Recurrence(s, reverse: true)),
        new("A sequence without states", [[4, 2], [2]],
            s => ControlFlow.Scan((_, x) => ([], [RawOps.Square(x[0]) * s[1]]), [], [s[0]]).Outputs),
        new("States without a sequence", [[2], [2]], s => ControlFlow.Scan(
            (h, _) => ([h[0] * s[1]], [RawOps.Sin(h[0])]), [s[0]], [], Int(3)) is var r ? [.. r.States, .. r.Outputs] : []),
        new("A sequence of integers and one of real ones", [[3, 2], [5, 2]], s => ControlFlow.Scan(
            (h, x) => ([h[0] + (x[1] * RawOps.GatherV2(s[1], x[0], Int(0)))], []),
                [RawOps.GatherV2(s[1], Int(0), Int(0))], [List(4, 0, 4), s[0]]).States),
        new("A recurrence in a recurrence", [[2, 3, 2], [2]], s => ControlFlow.Scan(
            (outer, x) =>
            {
                (Symbol[] inner, Symbol[] all) =
                    ControlFlow.Scan((h, y) => ([RawOps.Tanh(h[0] * s[1]) + y[0]], [h[0] * outer[0]]), [outer[0]], [x[0]]);
                return (inner, [RawOps.Sum(all[0], Int(0))]);
            },
            [s[1]],
            [s[0]]) is var r ? [.. r.States, .. r.Outputs] : []),
        new("A gradient that is defined in a recurrence", [[3, 2], [2]], s => ControlFlow.Scan(
            (h, x) =>
            {
                Symbol y = h[0] * x[0] * s[1];
                return ([Gradients.Define([h[0], x[0], s[1]], [y], d => [d[0] * x[0] * s[1], d[0] * h[0] * s[1], d[0] * h[0] * x[0]])[0]],
                    []);
            },
            [s[1]],
            [s[0]]).States),
        new("A part that is computed anew", [[2, 3], [3, 3]],
            s => Gradients.Rematerialize([s[0]], v => [RawOps.Tanh(RawOps.MatMul(v[0], s[1])) * v[0]])),
        new("A recurrence in a part that is computed anew", [[4, 2, 3], [3, 3], [3, 3], [3], [2, 3]],
            s => Gradients.Rematerialize([s[0]], v => Recurrence([v[0], .. s[1..]], false))),
    ];

    private static Func<Symbol[], Symbol[]> Recording(Func<Symbol[], Symbol[]> body) => s =>
    {
        using IDisposable recording = Gradients.Record();
        return body(s);
    };

    // x · factor^rounds, with a sine so that the second derivative is not a constant.
    private static Symbol Power(Symbol x, Symbol factor, int rounds, int? most) => ControlFlow.While(
        [Int(0), x], v => RawOps.Less(v[0], Int(rounds)), v => [v[0] + 1, RawOps.Sin(v[1]) * factor], maximumIterations: most)[1];

    private static Symbol Total(Symbol x) => RawOps.Sum(x, Int(0));

    private static Symbol OfFunctions(Symbol[] s)
    {
        TensorSpec[] specs = [new(DType.Int32, []), new(DType.Float64, [2]), new(DType.Float64, [2])];
        using Function body = Function.Trace("body", specs, v => [v[0] + 1, RawOps.Sin(v[1]) * v[2], v[2]]);
        using Function condition = Function.Trace("condition", specs, v => [RawOps.Less(v[0], Int(3))]);
        return ControlFlow.While([Int(0), s[0], s[0]], condition, body)[1];
    }

    private static Symbol[] Called(Symbol[] s)
    {
        TensorSpec[] specs = [new(DType.Float64, [2]), new(DType.Float64, [2])];
        using Function inner = Function.Trace("inner", specs, v => [RawOps.Sin(v[0]) * v[1]]);
        using Function outer = Function.Trace("outer", specs, v => [inner.Call(v[0] * v[0], v[1])[0], v[1]]);
        return outer.Call(s[0], s[1]);
    }

    private static Symbol[] Recurrence(Symbol[] s, bool reverse)
    {
        (Symbol[] states, Symbol[] outputs) = ControlFlow.Scan(
            (h, x) =>
            {
                Symbol next = RawOps.Tanh(RawOps.MatMul(x[0], s[1]) + RawOps.MatMul(h[0], s[2]) + s[3]);
                return ([next], [next * x[0]]);
            },
            [s[4]],
            [s[0]],
            reverse: reverse);
        return [.. states, .. outputs];
    }
}
