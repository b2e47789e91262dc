namespace TensorFlow;

/// <summary>The gradient of a scan.</summary>
/// <param name="loop">The loop.</param>
/// <param name="inputs">The number of rounds, the length, the first states, the sequences, the captures.</param>
/// <param name="outputs">The number of outputs, what was kept included.</param>
/// <param name="keeps">Whether the states were kept.</param>
internal sealed class ScanGradient(ScanLoop loop, Symbol[] inputs, int outputs, bool keeps) : GradientDefinition(inputs, outputs)
{
    public override Symbol?[] Backward(Operation carrier, Symbol?[] dys, bool[] needs)
    {
        Graph graph = Graph.Current;
        int plain = loop.States + loop.Results;
        Operation stacks = keeps ? carrier : loop.Write(graph, Inputs, keep: true);
        Symbol[] kept = stacks.OutputList(plain, loop.Kept.Length);
        Symbol?[] keptDys = keeps ? dys[plain..] : new Symbol?[kept.Length];
        Symbol?[] dxs = ScanBackward.Write(graph, loop, new(Inputs, kept, dys[..plain], keptDys, needs[2..]));
        return [null, null, .. dxs];
    }

    public override GradientDefinition Detached() => this;

    public override Symbol[] Write(Graph graph, GraphNode node, Func<Symbol, Symbol> translate, bool keep) =>
        loop.Write(graph, [.. Inputs.Select(translate)], keep || keeps).Outputs;

    public override IEnumerable<Symbol> Needed(Symbol[] sources) => Inputs;
}
