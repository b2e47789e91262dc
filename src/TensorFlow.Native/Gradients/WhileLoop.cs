using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// A loop that ends when its condition says so. On the way there it counts its rounds and keeps their states; the way back is a scan over
/// what was kept.
/// </summary>
internal sealed class WhileLoop
{
    private readonly FunctionBody condition;
    private readonly int[] states;
    private readonly int[] captures;
    private readonly ScanLoop rounds;
    private readonly int maximum;
    private readonly int count;

    public WhileLoop(FunctionBody condition, FunctionBody step, int maximum)
    {
        this.condition = condition;
        this.maximum = maximum;
        count = step.Inputs.Length;
        // What the body merely returns is read by it, and has no history.
        captures = [.. Enumerable.Range(0, count).Where(i => step.PassedInput(i) == i)];
        states = [.. Enumerable.Range(0, count).Except(captures)];
        rounds = new(step.Rearranged([.. states, .. captures], states), states.Length, 0, reverse: false);
    }

    /// <summary>The loop of a While.</summary>
    public static WhileLoop Of(GraphNode node, Func<string, FunctionHandle> function)
    {
        AttributeEntry? bound = Array.Find(node.Attributes, a => a.Name == ControlFlow.MaximumIterations);
        int maximum = bound is null ? -1 : checked((int)BitConverter.ToInt64(bound.Content));
        return new(Body("cond"), Body("body"), maximum);

        FunctionBody Body(string attribute) => function(node.FunctionOf(attribute)).Body
            ?? throw new UnimplementedException(
                $"The functions of the {node.Type} '{node.Name ?? node.Type}' were not written here, or hold large constants, so that "
                + "there is no gradient; pass those in as inputs.");
    }

    /// <summary>The gradient of a While that was written without keeping its states: it is written again, keeping them.</summary>
    public static Gradient?[] Differentiate(BackwardOperation op)
    {
        GraphNode node = op.Graph.Find(op.Operation.Native)
            ?? throw new UnimplementedException(
                $"{op.Operation} was not written here, or holds large constants, so that there is no gradient; pass those in as inputs.");
        WhileLoop loop = Of(node, op.Graph.FunctionNamed);
        Operation again = loop.Carry(Graph.Current, op.Inputs);
        Symbol?[] dys = [.. Enumerable.Range(0, op.OutputCount).Select(op.GradientOf),
            .. new Symbol?[again.OutputCount - op.InputCount - op.OutputCount]];
        Symbol?[] dxs = again.Graph.Definitions[again].Backward(again, dys, [.. Enumerable.Range(0, op.InputCount).Select(op.Needs)]);
        return [.. dxs.Select(d => (Gradient?)d)];
    }

    /// <summary>Writes the loop so that it keeps the states that its gradient needs.</summary>
    public Symbol[] WriteKeeping(Graph graph, Symbol[] initial) => Carry(graph, initial).OutputList(0, count);

    private Operation Carry(Graph graph, Symbol[] initial)
    {
        initial = graph.ResolveAll(initial);
        graph.Handle.Keep(condition.Functions.Concat(rounds.Step.Functions));
        int[] kept = rounds.Kept;
        if (states.Any(s => initial[s].DType is DType.Variant or DType.Resource))
            throw new UnimplementedException(
                "A While whose states are lists or resources has no gradient; use ControlFlow.Scan, which stacks its outputs itself.");
        Symbol? length = maximum < 0 ? null : graph.Constant(maximum, DType.Int32);
        TensorStack[] stacks = [.. kept.Select(k => new TensorStack(rounds.Step.Inputs[k], length))];
        Symbol[] start = [graph.Constant(0, DType.Int32), .. states.Select(s => initial[s]),
            .. stacks.Select(s => s.Begin(graph)), .. captures.Select(c => initial[c])];
        int lists = 1 + states.Length, rest = lists + stacks.Length;
        Symbol[] last = ControlFlow.WritePlainWhile(graph, start, Continues, Round, "while");
        Symbol[] outputs = new Symbol[count];
        for (int i = 0; i < states.Length; i++)
            outputs[states[i]] = last[1 + i];
        foreach (int c in captures)
            outputs[c] = initial[c];
        outputs = [.. outputs, last[0], .. stacks.Select((s, i) => s.End(last[lists + i]))];
        Operation carrier = GradientDefinition.Carry(graph, outputs, initial);
        graph.Definitions.Add(carrier, new Reversal(this, initial, outputs.Length));
        return carrier;

        Symbol Continues(Symbol[] v)
        {
            Symbol[] values = new Symbol[count];
            for (int i = 0; i < states.Length; i++)
                values[states[i]] = v[1 + i];
            for (int i = 0; i < captures.Length; i++)
                values[captures[i]] = v[rest + i];
            Symbol goesOn = condition.Write(Graph.Current, values, keep: false)[0];
            return maximum < 0 ? goesOn : RawOps.LogicalAnd(goesOn, RawOps.Less(v[0], v[0].Number(maximum)));
        }

        Symbol[] Round(Symbol[] v)
        {
            Symbol[] before = v[1..lists];
            Symbol[] after = rounds.Step.Write(Graph.Current, [.. before, .. v[rest..]], keep: false);
            return [v[0] + 1, .. after, .. stacks.Select((s, i) => s.Set(v[lists + i], v[0], before[kept[i]])), .. v[rest..]];
        }
    }

    private sealed class Reversal(WhileLoop loop, Symbol[] inputs, int outputs) : GradientDefinition(inputs, outputs)
    {
        public override Symbol?[] Backward(Operation carrier, Symbol?[] dys, bool[] needs)
        {
            Symbol[] ordered = [.. loop.states.Concat(loop.captures).Select(i => Inputs[i])];
            Symbol[] kept = carrier.OutputList(loop.count + 1, Outputs - loop.count - 1);
            Symbol length = kept.Length == 0 ? carrier[loop.count] : Shapes.Length(kept[0], 0);
            Symbol?[] dxs = ScanBackward.Write(Graph.Current, loop.rounds, new(
                [carrier[loop.count], length, .. ordered],
                kept,
                [.. loop.states.Select(s => dys[s])],
                dys[(loop.count + 1)..],
                [.. loop.states.Concat(loop.captures).Select(i => needs[i])]));
            Symbol?[] result = new Symbol?[loop.count];
            for (int i = 0; i < loop.states.Length; i++)
                result[loop.states[i]] = dxs[i];
            for (int i = 0; i < loop.captures.Length; i++)
            {
                int capture = loop.captures[i];
                Symbol? inside = dxs[loop.states.Length + i];
                result[capture] = inside is { } some && dys[capture] is { } passed ? some + passed : inside ?? dys[capture];
            }

            return result;
        }

        public override GradientDefinition Detached() => this;

        public override Symbol[] Write(Graph graph, GraphNode node, Func<Symbol, Symbol> translate, bool keep) =>
            loop.Carry(graph, [.. Inputs.Select(translate)]).Outputs;

        public override IEnumerable<Symbol> Needed(Symbol[] sources) => Inputs;
    }
}
