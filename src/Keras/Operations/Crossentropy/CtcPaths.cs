using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// The paths of connectionist temporal classification. A label sequence with blanks around each label has <c>2 · length + 1</c> states; a
/// path enters the first or second one, stays or goes on by one at each time step, or by two from one label to another one, and ends in the
/// last label or the blank behind it (Graves et al., 2006, section 4.1). Sums over paths are loops over time, forwards and backwards, of
/// logarithms.
/// </summary>
internal sealed class CtcPaths
{
    // The logarithm of no probability: finite, so that differences of two are 0 and not NaN.
    private const double Never = -1e30;

    // As in TensorFlow a path may begin and end anywhere with the probability 1e-307, so that a sequence that does not fit has a large loss
    // and not an infinite one.
    private static readonly double Hardly = (float)Math.Log(1e-307);
    private readonly Symbol emissions;
    private readonly Symbol maySkip;
    private readonly Symbol isFirst;
    private readonly Symbol isLast;
    private readonly Symbol isPadding;
    private readonly Symbol lengths;
    private readonly long states;

    /// <param name="logProbabilities">The logarithms of the classes' probabilities, <c>[n, time, classes]</c>.</param>
    /// <param name="labels">The labels, <c>[n, length]</c>; class 0 is the blank.</param>
    /// <param name="labelLengths">Labels of each sample.</param>
    /// <param name="lengths">Time steps of each sample.</param>
    public CtcPaths(Symbol logProbabilities, Symbol labels, Symbol labelLengths, Symbol lengths)
    {
        this.lengths = lengths;
        long count = labels.Shape[1];
        states = (2 * count) + 1;
        Graph graph = labels.Graph;
        Symbol pairs = Ops.Stack([Ops.ZerosLike(labels), labels], -1).Reshape([-1, 2 * count]);
        Classes = RawOps.Pad(pairs, graph.Constant(0, 0, 0, 1).Reshape([2, 2]));
        emissions = Ops.Transpose(RawOps.GatherV2(logProbabilities, Classes, graph.Constant(2, DType.Int32), batchDims: 1), 1, 0, 2);
        Symbol twoBefore = Shifted(Classes, 2, Classes.Number(0));
        maySkip = Ops.NotEqual(Classes, twoBefore);
        Symbol state = RawOps.Range(graph.Constant(0, DType.Int32), graph.Constant(states, DType.Int32), graph.Constant(1, DType.Int32));
        Symbol end = Ops.ExpandDims(2 * labelLengths, 1);
        // A sequence without labels ends in its only blank.
        isLast = RawOps.LogicalOr(Ops.Equal(state, end), Ops.Equal(state, end - 1));
        isFirst = Ops.Less(state, 2);
        isPadding = RawOps.LogicalAnd(
            Ops.Equal(RawOps.FloorMod(state, state.Number(2)), state.Number(1)), Ops.Equal(Classes, Classes.Number(0)));
    }

    /// <summary>The class of each state, <c>[n, states]</c>; -1 where a label is only padding.</summary>
    public Symbol StateClasses => Ops.Where(isPadding, Classes.Number(-1), Classes);

    private Symbol Classes { get; }

    /// <summary>
    /// The losses, <c>[n]</c>, and the probability of being in a state at a time, given the labels, <c>[n, time, states]</c>.
    /// </summary>
    public (Symbol Losses, Symbol Occupancy) Sum()
    {
        Graph graph = emissions.Graph;
        Symbol zero = graph.Constant(0, DType.Int32), steps = Ops.Shape(emissions, 0);
        Symbol first = Ops.Take(emissions, zero, 0);
        Symbol anywhere = Ops.ZerosLike(first) + Hardly, none = first.Number(Never);
        Symbol entered = LogSum(anywhere, Shifted(anywhere, 1, none), Ops.Where(maySkip, Shifted(anywhere, 2, none), none));
        Symbol start = first + Ops.Where(isFirst, Ops.ZerosLike(first), entered), end = Ops.Where(isLast, Ops.ZerosLike(first), anywhere);
        Symbol empty = Ops.ZerosLike(emissions);

        Symbol[] forward = ControlFlow.While(
            [zero + 1, start, Stored(empty, zero, start), emissions, maySkip, lengths, steps],
            v => Ops.Less(v[0], v[6]),
            v =>
            {
                Symbol stay = v[1], never = v[1].Number(Never);
                Symbol onward = LogSum(stay, Shifted(stay, 1, never), Ops.Where(v[4], Shifted(stay, 2, never), never));
                Symbol next = Ops.Where(Ops.ExpandDims(Ops.Less(v[0], v[5]), 1), onward + Ops.Take(v[3], v[0], 0), stay);
                return [v[0] + 1, next, Stored(v[2], v[0], next), .. v[3..]];
            },
            "ctc_forward",
            MostSteps);
        Symbol[] backward = ControlFlow.While(
            [steps - 1, end, Stored(empty, steps - 1, end), emissions, maySkip, lengths, end],
            v => Ops.Greater(v[0], 0),
            v =>
            {
                Symbol time = v[0] - 1, never = v[1].Number(Never);
                Symbol arrived = v[1] + Ops.Take(v[3], v[0], 0);
                Symbol before = LogSum(arrived, Shifted(arrived, -1, never), Shifted(Ops.Where(v[4], arrived, never), -2, never));
                Symbol isEnd = Ops.ExpandDims(Ops.GreaterEqual(time, v[5] - 1), 1);
                Symbol next = Ops.Where(isEnd, v[6], before);
                return [time, next, Stored(v[2], time, next), .. v[3..]];
            },
            "ctc_backward",
            MostSteps);

        // The loss is that of paths that begin at the beginning; the occupancy counts the others as well, as TensorFlow's does.
        Symbol logProbability = LogSum(Ops.Where(isFirst, first + backward[1], Ops.ZerosLike(first) + Never));
        Symbol together = forward[2] + backward[2];
        Symbol time = Ops.ExpandDims(RawOps.Range(zero, steps, zero + 1), 1);
        Symbol isWithin = Ops.ExpandDims(Ops.Less(time, Ops.ExpandDims(lengths, 0)), 2);
        Symbol occupancy = Ops.Exp(together - Ops.ExpandDims(LogSum(together), 2));
        occupancy = Ops.Where(isWithin, occupancy, Ops.ZerosLike(occupancy));
        return (-logProbability, Ops.Transpose(occupancy, 1, 0, 2));
    }

    // Loops that XLA differentiates need a bound, and XLA knows the number of steps.
    private int? MostSteps => emissions.Shape[0] >= 0 ? checked((int)emissions.Shape[0]) : null;

    private static Symbol Stored(Symbol all, Symbol time, Symbol values) =>
        RawOps.TensorScatterUpdate(all, time.Reshape([1, 1]), Ops.ExpandDims(values, 0));

    private static Symbol LogSum(Symbol a, Symbol b, Symbol c)
    {
        Symbol largest = Ops.Maximum(a, Ops.Maximum(b, c));
        return largest + Ops.Log(Ops.Exp(a - largest) + Ops.Exp(b - largest) + Ops.Exp(c - largest));
    }

    private static Symbol LogSum(Symbol x)
    {
        Symbol largest = Ops.Max(x, -1, keepDims: true);
        return Ops.Squeeze(largest, -1) + Ops.Log(Ops.Sum(Ops.Exp(x - largest), -1));
    }

    /// <summary>The states moved to the right, or to the left where the distance is below 0.</summary>
    private Symbol Shifted(Symbol x, int distance, Symbol fill)
    {
        Graph graph = x.Graph;
        Symbol padded = RawOps.PadV2(x, graph.Constant(0, 0, Math.Max(distance, 0), Math.Max(-distance, 0)).Reshape([2, 2]), fill);
        return RawOps.Slice(padded, graph.Constant(0, Math.Max(-distance, 0)), graph.Constant(-1, checked((int)states))).WithShape(x.Shape);
    }
}
