namespace TensorFlow;

/// <summary>The body of a loop or a branch while it is written: a graph inside another.</summary>
internal sealed class TracedBody : IDisposable
{
    private readonly Symbol[] arguments;

    private TracedBody(Graph graph, Symbol[] arguments, Symbol[] outputs)
    {
        Graph = graph;
        this.arguments = arguments;
        Outputs = outputs;
    }

    public Graph Graph { get; }

    public Symbol[] Outputs { get; }

    /// <summary>Writes a body.</summary>
    /// <param name="around">The graph around it, whose symbols it can read.</param>
    /// <param name="inputs">Its arguments.</param>
    /// <param name="body">From their symbols to the outputs.</param>
    public static TracedBody Trace(Graph around, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body)
    {
        Graph graph = new(around);
        try
        {
            using Graph.Scope scope = graph.Use();
            Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
            Symbol[] outputs = body(arguments);
            for (int i = 0; i < outputs.Length; i++)
            {
                outputs[i] = graph.Resolve(outputs[i])
                    ?? throw new ArgumentException(
                        $"Output {i} belongs to another graph or to none; return symbols of the body or of the graph around it.",
                        nameof(body));
            }

            return new(graph, arguments, outputs);
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    /// <summary>The symbols that several bodies read of the outer graph, each once.</summary>
    public static Symbol[] CapturedBy(params ReadOnlySpan<TracedBody> bodies)
    {
        List<Symbol> all = [];
        foreach (TracedBody body in bodies)
            all.AddRange(body.Graph.Captures.Select(c => c.Outer).Except(all));
        return [.. all];
    }

    /// <summary>The operations, with what is read of the graph around as further inputs.</summary>
    public FunctionBody ToBody(ReadOnlySpan<Symbol> captured, bool returnCaptured = false)
    {
        (Symbol[] inputs, Symbol[] outputs) = Ports(captured, returnCaptured);
        Graph.DetachDefinitions();
        Graph.Outer!.Handle.Keep(Graph.Handle.AllFunctions);
        return FunctionBody.Take(Graph, inputs, outputs);
    }

    /// <summary>The function, with what is read of the graph around as further inputs.</summary>
    public Function ToFunction(string name, ReadOnlySpan<Symbol> captured, bool returnCaptured = false)
    {
        (Symbol[] inputs, Symbol[] outputs) = Ports(captured, returnCaptured);
        return Function.FromGraph(Graph, name, inputs, outputs, []);
    }

    public void Dispose() => Graph.Dispose();

    private (Symbol[] Inputs, Symbol[] Outputs) Ports(ReadOnlySpan<Symbol> captured, bool returnCaptured)
    {
        Symbol[] read = new Symbol[captured.Length];
        for (int i = 0; i < read.Length; i++)
            read[i] = Graph.Resolve(captured[i])!.Value;
        return ([.. arguments, .. read], returnCaptured ? [.. Outputs, .. read] : Outputs);
    }
}
