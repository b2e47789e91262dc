namespace TensorFlow;

/// <summary>A gradient that a caller writes.</summary>
internal sealed class WrittenGradient(Symbol[] inputs, int outputs, Func<Symbol?[], Symbol?[]> backward)
    : GradientDefinition(inputs, outputs)
{
    private FunctionGradient? detached;

    public override Symbol?[] Backward(Operation carrier, Symbol?[] dys, bool[] needs)
    {
        Symbol?[] dxs = backward(dys);
        return dxs.Length == Inputs.Length
            ? dxs
            : throw new ArgumentException(
                $"A defined gradient must return one gradient for each of its {Inputs.Length} inputs (null for none), got {dxs.Length}.");
    }

    public override GradientDefinition Detached() => detached
        ?? throw new InvalidOperationException("The gradient of a function's output was not traced before its graph ended.");

    public override Symbol[] Write(Graph graph, GraphNode node, Func<Symbol, Symbol> translate, bool keep) =>
        throw new NotSupportedException("Only a detached gradient is written again.");

    public override IEnumerable<Symbol> Needed(Symbol[] sources) => [.. sources, .. detached?.Captured ?? []];

    /// <summary>Traces the gradient while the graph that it refers to is there.</summary>
    public void Detach(Graph graph, Operation carrier)
    {
        if (detached is not null)
            return;
        using Graph inner = new(graph);
        using Graph.Scope scope = inner.Use();
        Symbol[] dys = [.. carrier.OutputList(0, Outputs).Select(o => inner.Placeholder(o.DType, o.Shape, "gradient"))];
        Symbol?[] dxs = Backward(carrier, [.. dys.Select(d => (Symbol?)d)], []);
        Symbol[] results = [.. dxs.Where(d => d is not null).Select(d => inner.Resolve(d!.Value)!.Value)];
        inner.DetachDefinitions();
        graph.Handle.Keep(inner.Handle.AllFunctions);
        FunctionBody body = FunctionBody.Take(inner, [.. dys, .. inner.Captures.Select(c => c.Inner)], results);
        detached = new(Inputs, Outputs, body, [.. inner.Captures.Select(c => c.Outer)], [.. dxs.Select(d => d is not null)]);
    }
}
