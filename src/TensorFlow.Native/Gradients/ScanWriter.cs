namespace TensorFlow;

/// <summary>Writes a scan as a While over a counter, the states, a stack for each output, the sequences and the captures.</summary>
internal sealed class ScanWriter
{
    private readonly ScanLoop loop;
    private readonly Graph graph;
    private readonly Symbol[] arguments;
    private readonly int[] kept;
    private readonly TensorStack[] stacks;

    public ScanWriter(ScanLoop loop, Graph graph, Symbol[] arguments, int[] kept)
    {
        (this.loop, this.graph, this.arguments, this.kept) = (loop, graph, arguments, kept);
        stacks =
        [
            .. loop.Step.Outputs.Skip(loop.States).Select(o => new TensorStack(o, arguments[1])),
            .. kept.Select(s => new TensorStack(loop.Step.Inputs[s], arguments[1])),
        ];
    }

    public Symbol[] Write()
    {
        Symbol[] values = arguments[2..];
        int states = loop.States;
        Symbol[] initial =
        [
            graph.Constant(0, DType.Int32), arguments[0], .. values[..states], .. stacks.Select(s => s.Begin(graph)), .. values[states..],
        ];
        Symbol[] last = ControlFlow.WritePlainWhile(graph, initial, v => RawOps.Less(v[0], v[1]), Round, "scan");
        return [.. last[2..(2 + states)], .. stacks.Select((s, i) => s.End(last[2 + states + i]))];
    }

    private Symbol[] Round(Symbol[] v)
    {
        int states = loop.States, lists = 2 + states, rest = lists + stacks.Length;
        Symbol counter = v[0], index = loop.Reverse ? v[1] - 1 - counter : counter;
        Symbol zero = counter.Number(0);
        Symbol[] before = v[2..lists];
        Symbol[] slices = [.. v[rest..(rest + loop.Sequences)].Select(s => RawOps.GatherV2(s, index, zero))];
        Symbol[] after = loop.Step.Write(Graph.Current, [.. before, .. slices, .. v[(rest + loop.Sequences)..]], keep: false);
        Symbol[] stacked = [.. after[states..], .. kept.Select(s => before[s])];
        return [counter + 1, v[1], .. after[..states], .. stacks.Select((s, i) => s.Set(v[lists + i], index, stacked[i])), .. v[rest..]];
    }
}
