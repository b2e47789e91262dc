using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A loop over the first axis of sequences with states and stacks that are filled as it goes. Stacks are the runtime's lists: the ordinary
/// kernels copy nothing into them, and XLA makes slices of one buffer of them.
/// </summary>
/// <param name="graph">The graph that gets the loop.</param>
/// <param name="steps">The number of steps, an int32 scalar.</param>
internal sealed class StackLoop(Graph graph, Symbol steps)
{
    /// <summary>Writes a step.</summary>
    /// <param name="index">The index along the first axis.</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="slices">The slices of the sequences.</param>
    /// <param name="constants">The constants.</param>
    /// <param name="put">Sets an item of a stack.</param>
    /// <returns>The states after the step.</returns>
    public delegate Symbol[] Body(Symbol index, Symbol[] states, Symbol[] slices, Symbol[] constants, Action<int, Symbol, Symbol> put);

    /// <summary>Whether the last slice comes first.</summary>
    public bool Backwards { get; init; }

    public required Symbol[] States { get; init; }

    /// <summary>The type and shape of one item of each stack.</summary>
    public required TensorSpec[] Stacks { get; init; }

    public required Symbol[] Sequences { get; init; }

    public required Symbol[] Constants { get; init; }

    /// <summary>The states after the last step.</summary>
    public Symbol[] StateResults { get; private set; } = [];

    /// <summary>The stacks, <c>[steps, …]</c>.</summary>
    public Symbol[] StackResults { get; private set; } = [];

    public void Write(Body body)
    {
        Graph host = Graph.HasCurrent ? Graph.Current : graph;
        Symbol[] initial =
        [
            host.Constant(0, DType.Int32), steps, .. States,
                .. Stacks.Select(s => RawOps.TensorListReserve(ElementShape(host, s), steps, s.DType)),
            .. Sequences, .. Constants,
        ];
        TensorSpec[] specs = [.. initial.Select(s => new TensorSpec(s.DType, s.Shape))];
        using Function step = Function.Trace("steps_body", specs, v => Step(v, body));
        using Function condition = Function.Trace("steps_condition", specs, v => [RawOps.Less(v[0], v[1])]);
        Symbol[] last = ControlFlow.While(initial, condition, step);
        int lists = 2 + States.Length;
        StateResults = last[2..lists];
        int known = steps.Graph == host && States.Length > 0 && Sequences[0].Shape[0] >= 0 ? (int)Sequences[0].Shape[0] : -1;
        StackResults = [.. Stacks.Select((s, i) => RawOps
            .TensorListStack(last[lists + i], ElementShape(host, s), s.DType, known)
            .WithShape(s.Shape.Prepend(known)))];
    }

    private Symbol[] Step(Symbol[] v, Body body)
    {
        int lists = 2 + States.Length, sequences = lists + Stacks.Length, constants = sequences + Sequences.Length;
        Symbol counter = v[0], index = Backwards ? v[1] - 1 - counter : counter, zero = counter.Number(0);
        Symbol[] stacks = v[lists..sequences];
        Symbol[] slices = [.. v[sequences..constants].Select(s => RawOps.GatherV2(s, index, zero))];
        Symbol[] next = body(index, v[2..lists], slices, v[constants..],
            (stack, at, value) => stacks[stack] = RawOps.TensorListSetItem(stacks[stack], at, value));
        return [counter + 1, v[1], .. next, .. stacks, .. v[sequences..]];
    }

    private static Symbol ElementShape(Graph host, TensorSpec item) => host.Constant([.. item.Shape.Select(d => checked((int)d))]);
}
