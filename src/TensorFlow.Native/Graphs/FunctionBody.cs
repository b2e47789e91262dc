using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// The operations of a function as they were written, so that they can be written again into another graph: gradients of loops, branches
/// and calls compute the function anew. The graph that it was taken of may be gone.
/// </summary>
internal sealed class FunctionBody
{
    // Drawn anew when the operation is repeated, so that a gradient would be of another value.
    private static readonly HashSet<string> Random = new(StringComparer.Ordinal)
    {
        "Multinomial", "ParameterizedTruncatedNormal", "RandomGamma", "RandomPoissonV2", "RandomShuffle", "RandomStandardNormal",
        "RandomUniform", "RandomUniformInt",
        "RngReadAndSkip", "StatefulRandomBinomial", "StatefulStandardNormalV2", "StatefulTruncatedNormal", "StatefulUniform",
        "StatefulUniformFullInt", "StatefulUniformInt",
        "TruncatedNormal",
    };

    private readonly List<(Operation Operation, GraphNode Node, GradientDefinition? Definition)> steps = [];
    private readonly Symbol[] inputs;
    private readonly Symbol[] outputs;
    private readonly FunctionHandle[] functions;
    private readonly HashSet<Symbol> used = [];

    private FunctionBody(FunctionBody other, int[] inputs, int[] outputs)
    {
        (steps, functions, used) = (other.steps, other.functions, other.used);
        this.inputs = [.. inputs.Select(i => other.inputs[i])];
        this.outputs = [.. outputs.Select(o => other.outputs[o])];
        Inputs = [.. inputs.Select(i => other.Inputs[i])];
        Outputs = [.. outputs.Select(o => other.Outputs[o])];
    }

    private FunctionBody(FunctionBody other, Symbol[] inputs, TensorSpec[] specs)
    {
        (steps, functions, used, this.inputs, outputs) = (other.steps, other.functions, other.used, inputs, other.outputs);
        (Inputs, Outputs) = (specs, other.Outputs);
    }

    private FunctionBody(Graph graph, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs)
    {
        this.inputs = inputs.ToArray();
        this.outputs = outputs.ToArray();
        Inputs = [.. this.inputs.Select(i => new TensorSpec(i.DType, i.Shape))];
        Outputs = [.. this.outputs.Select(o => new TensorSpec(o.DType, o.Shape))];
        HashSet<Operation> needed = Needed(graph);
        foreach (Operation operation in graph.Order)
        {
            if (needed.Contains(operation))
                steps.Add((operation, graph.Find(operation.Native)!, graph.Definitions.GetValueOrDefault(operation)?.Detached()));
        }

        functions = [.. graph.Handle.AllFunctions];
    }

    public TensorSpec[] Inputs { get; }

    public TensorSpec[] Outputs { get; }

    /// <summary>The functions that the operations call; whoever keeps the body keeps them.</summary>
    public IReadOnlyList<FunctionHandle> Functions => functions;

    /// <summary>Whether the outputs depend on an input.</summary>
    public bool Uses(int input) => used.Contains(inputs[input]);

    /// <summary>The input that an output merely returns; -1 for none.</summary>
    public int PassedInput(int output)
    {
        Symbol symbol = outputs[output];
        while (steps.Find(s => s.Operation == symbol.Operation) is { Node: { Type: "Identity" } node })
            symbol = node.Sources[0];
        return Array.IndexOf(inputs, symbol);
    }

    /// <summary>The same operations with inputs and outputs in another order, or fewer outputs.</summary>
    public FunctionBody Rearranged(int[] order, int[] results) => new(this, order, results);

    /// <summary>The products of a slice and a captured matrix.</summary>
    public IEnumerable<(int Slice, int Capture, GraphNode Node, Symbol Product)> ProductsOfInputs(int states, int sequences)
    {
        foreach ((Operation operation, GraphNode node, _) in steps)
        {
            if (node.Type != "MatMul" || node.IsSet("transpose_a"))
                continue;
            int slice = Array.IndexOf(inputs, node.Sources[0]) - states, capture =
                Array.IndexOf(inputs, node.Sources[1]) - states - sequences;
            if (slice >= 0 && slice < sequences && capture >= 0)
                yield return (slice, capture, node, new(operation, 0));
        }
    }

    /// <summary>The same operations, of which some are given instead of computed.</summary>
    /// <param name="at">The place of the given symbols among the inputs.</param>
    /// <param name="given">Symbols of the operations, whose graph must still be there.</param>
    public FunctionBody WithGiven(int at, Symbol[] given) => new(
        this, [.. inputs[..at], .. given, .. inputs[at..]],
            [.. Inputs[..at], .. given.Select(g => new TensorSpec(g.DType, g.Shape)), .. Inputs[at..]]);

    public static FunctionBody Take(Graph graph, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs) => new(graph, inputs, outputs);

    /// <summary>Writes the operations again.</summary>
    /// <param name="graph">The graph that gets them.</param>
    /// <param name="arguments">The symbols of the inputs.</param>
    /// <param name="keep">Whether loops inside keep what their gradients need.</param>
    /// <returns>The outputs.</returns>
    /// <exception cref="UnimplementedException">An operation draws random numbers, which would be others.</exception>
    public Symbol[] Write(Graph graph, ReadOnlySpan<Symbol> arguments, bool keep)
    {
        foreach (FunctionHandle function in functions)
            graph.Import(function);
        Dictionary<Symbol, Symbol> written = [];
        for (int i = 0; i < inputs.Length; i++)
            written[inputs[i]] = arguments[i];
        foreach ((Operation operation, GraphNode node, GradientDefinition? definition) in steps)
        {
            if (written.ContainsKey(new(operation, 0)))
                continue;
            if (keep && Random.Contains(node.Type))
                throw new UnimplementedException(
                    $"{node.Type} in a loop, a branch or a function has no gradient around it: the way back would draw other numbers. "
                    + "Use a Stateless op, or draw them outside.");
            Symbol[] results = Write(graph, node, definition, written, keep);
            for (int i = 0; i < results.Length; i++)
                written[new(operation, i)] = results[i];
        }

        return [.. outputs.Select(o => written[o])];
    }

    private static Symbol[] Write(Graph graph, GraphNode node,
        GradientDefinition? definition, Dictionary<Symbol, Symbol> written, bool keep)
    {
        if (definition is not null)
            return definition.Write(graph, node, s => written[s], keep);
        if (keep && node.Type is ("While" or "StatelessWhile"))
            return WhileLoop.Of(node, graph.FunctionNamed).WriteKeeping(graph, [.. node.Sources.Select(s => written[s])]);
        return node.Write(graph, s => written[s]).Outputs;
    }

    private HashSet<Operation> Needed(Graph graph)
    {
        HashSet<Operation> needed = [];
        HashSet<Symbol> ports = [.. inputs];
        Stack<Symbol> open = new(outputs);
        while (open.TryPop(out Symbol symbol))
        {
            if (ports.Contains(symbol))
            {
                used.Add(symbol);
                continue;
            }

            if (!needed.Add(symbol.Operation))
                continue;
            IEnumerable<Symbol> sources = graph.Definitions.TryGetValue(symbol.Operation, out GradientDefinition? definition)
                ? definition.Needed(graph.SourcesOf(symbol.Operation))
                : graph.SourcesOf(symbol.Operation);
            foreach (Symbol source in sources)
                open.Push(source);
        }

        return needed;
    }
}
