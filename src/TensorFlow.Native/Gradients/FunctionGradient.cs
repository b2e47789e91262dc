namespace TensorFlow;

/// <summary>A gradient that was traced.</summary>
/// <param name="inputs">The symbols that gradients are returned for.</param>
/// <param name="outputs">The number of outputs.</param>
/// <param name="body">From the outputs' gradients and what was captured to the inputs' gradients, but those that are none.</param>
/// <param name="captured">The symbols of the graph that the gradient reads.</param>
/// <param name="exists">Which inputs have a gradient.</param>
internal sealed class FunctionGradient(Symbol[] inputs, int outputs, FunctionBody body, Symbol[] captured, bool[] exists)
    : GradientDefinition(inputs, outputs)
{
    public IReadOnlyList<Symbol> Captured => captured;

    public override Symbol?[] Backward(Operation carrier, Symbol?[] dys, bool[] needs)
    {
        Symbol[] given = [.. dys.Select((d, i) => d ?? RawOps.ZerosLike(carrier[i]))];
        Symbol[] results = body.Write(Graph.Current, [.. given, .. captured], keep: false);
        int next = 0;
        return [.. exists.Select(e => e ? (Symbol?)results[next++] : null)];
    }

    public override GradientDefinition Detached() => this;

    public override Symbol[] Write(Graph graph, GraphNode node, Func<Symbol, Symbol> translate, bool keep)
    {
        Operation carrier = node.Write(graph, translate);
        graph.Handle.Keep(body.Functions);
        graph.Definitions.Add(carrier,
            new FunctionGradient([.. Inputs.Select(translate)], Outputs, body, [.. captured.Select(translate)], exists));
        return carrier.Outputs;
    }

    public override IEnumerable<Symbol> Needed(Symbol[] sources) => [.. sources, .. captured];
}
