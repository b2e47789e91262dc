namespace TensorFlow;

/// <summary>The gradient of a part that is computed anew on the way back, so that nothing inside it is kept.</summary>
internal sealed class Rematerialization(FunctionBody body, Symbol[] inputs, int outputs) : GradientDefinition(inputs, outputs)
{
    public static Operation Write(Graph graph, FunctionBody body, Symbol[] inputs, bool keep)
    {
        inputs = graph.ResolveAll(inputs);
        Symbol[] results = body.Write(graph, inputs, keep);
        Operation carrier = Carry(graph, results, inputs);
        graph.Definitions.Add(carrier, new Rematerialization(body, inputs, results.Length));
        return carrier;
    }

    public override Symbol?[] Backward(Operation carrier, Symbol?[] dys, bool[] needs)
    {
        // A call that is not inlined: what is inside is not shared with the way there.
        int[] given = [.. Enumerable.Range(0, dys.Length).Where(i => dys[i] is not null)], wanted =
            [.. Enumerable.Range(0, needs.Length).Where(i => needs[i])];
        Symbol[] arguments = [.. Inputs, .. given.Select(i => dys[i]!.Value)];
        using Function function = Function.Trace(
            "rematerialize",
            [.. arguments.Select(a => new TensorSpec(a.DType, a.Shape))],
            v => ControlFlowGradients.Backward(body, v[..Inputs.Length], given, v[Inputs.Length..], wanted),
            new FunctionOptions { NoInline = true });
        Symbol[] dxs = function.Call(arguments);
        Symbol?[] result = new Symbol?[Inputs.Length];
        for (int i = 0; i < wanted.Length; i++)
            result[wanted[i]] = dxs[i];
        return result;
    }

    public override GradientDefinition Detached() => this;

    public override Symbol[] Write(Graph graph, GraphNode node, Func<Symbol, Symbol> translate, bool keep) =>
        Write(graph, body, [.. Inputs.Select(translate)], keep).Outputs;

    public override IEnumerable<Symbol> Needed(Symbol[] sources) => Inputs;
}
