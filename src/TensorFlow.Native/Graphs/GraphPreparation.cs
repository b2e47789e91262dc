namespace TensorFlow;

/// <summary>
/// The operations that outputs need, in two parts: those that follow from parameters alone and are worth keeping, and the others. What
/// takes more memory than the parameters that it follows from belongs to the others, and so does what only changes the shape of one.
/// </summary>
internal sealed class GraphPreparation
{
    private static readonly HashSet<string> Pure = new(StringComparer.Ordinal)
    {
        "Add", "AddV2", "Cast", "ConcatV2", "Exp", "ExpandDims", "Identity", "Maximum", "Mean", "Minimum", "Mul", "Neg", "Pack", "Pow",
        "RealDiv", "Reshape", "Rsqrt", "Sqrt", "Square", "Squeeze", "Sub", "Sum", "Transpose",
    };

    private static readonly HashSet<string> Views = new(StringComparer.Ordinal) { "ExpandDims", "Identity", "Reshape", "Squeeze" };

    private readonly Graph graph;
    private readonly HashSet<Symbol> given;
    private readonly Dictionary<Symbol, int> parameters = [];
    private readonly Dictionary<Operation, Part> parts = [];
    private readonly HashSet<Operation> preparing = [];
    private readonly HashSet<Operation> rest = [];
    private readonly List<Symbol> passed = [];
    private readonly HashSet<Symbol> kept = [];
    private readonly HashSet<Symbol> taken = [];

    public GraphPreparation(Graph graph, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> parameters, ReadOnlySpan<Symbol> outputs)
    {
        this.graph = graph;
        given = [.. inputs];
        for (int i = 0; i < parameters.Length; i++)
            this.parameters[parameters[i]] = i;
        foreach (Symbol output in outputs)
            Classify(output.Operation);
        foreach (Symbol output in outputs)
            Need(output);
        foreach (Symbol symbol in passed)
            Prepare(symbol);
    }

    /// <summary>The prepared values, in order.</summary>
    public IReadOnlyList<Symbol> Passed => passed;

    /// <summary>The operations that prepare.</summary>
    public IReadOnlyCollection<Operation> Preparing => preparing;

    /// <summary>The other operations.</summary>
    public IReadOnlyCollection<Operation> Rest => rest;

    /// <summary>Whether the preparation takes a parameter.</summary>
    public bool IsTaken(Symbol parameter) => taken.Contains(parameter);

    /// <summary>Whether the rest takes a parameter itself.</summary>
    public bool IsKept(Symbol parameter) => kept.Contains(parameter);

    private bool IsEdge(Symbol symbol) => given.Contains(symbol) || parameters.ContainsKey(symbol);

    private void Classify(Operation last)
    {
        Stack<(Operation Operation, bool IsReady)> open = new([(last, false)]);
        while (open.TryPop(out (Operation Operation, bool IsReady) next))
        {
            if (parts.ContainsKey(next.Operation))
                continue;
            if (next.IsReady)
            {
                parts[next.Operation] = PartOf(next.Operation);
                continue;
            }

            open.Push((next.Operation, true));
            foreach (Symbol source in graph.SourcesOf(next.Operation))
            {
                if (!IsEdge(source) && !parts.ContainsKey(source.Operation))
                    open.Push((source.Operation, false));
            }
        }
    }

    private Part PartOf(Operation operation)
    {
        Symbol[] sources = graph.SourcesOf(operation);
        if (sources.Length == 0)
            return new(operation.Type == "Const" ? PartKind.Neutral : PartKind.Rest, []);
        if (!Pure.Contains(operation.Type) || graph.Find(operation.Native)?.ControlInputs.Length > 0
            || operation.Outputs.Any(o => !o.Shape.IsFullyKnown || o.DType is DType.String or DType.Resource or DType.Variant))
            return new(PartKind.Rest, []);
        Part[] before = [.. sources.Select(s => parameters.TryGetValue(s, out int index) ? new(PartKind.View, [index])
            : given.Contains(s) ? new(PartKind.Rest, []) : parts[s.Operation])];
        if (before.Any(b => b.Kind == PartKind.Rest))
            return new(PartKind.Rest, []);
        if (before.All(b => b.Kind == PartKind.Neutral))
            return new(PartKind.Neutral, []);
        HashSet<int> origins = [.. before.SelectMany(b => b.Origins)];
        if (Views.Contains(operation.Type) && before[0].Kind == PartKind.View)
            return new(PartKind.View, origins);
        long most = parameters.Where(p => origins.Contains(p.Value)).Sum(p => Bytes(p.Key));
        return new(operation.Outputs.Sum(Bytes) <= most ? PartKind.Prepared : PartKind.Rest, origins);
    }

    private static long Bytes(Symbol symbol) => symbol.Shape.ElementCount * symbol.DType.Size;

    private void Need(Symbol first)
    {
        Stack<Symbol> open = new([first]);
        while (open.TryPop(out Symbol symbol))
        {
            if (given.Contains(symbol))
                continue;
            if (parameters.ContainsKey(symbol))
            {
                kept.Add(symbol);
                continue;
            }

            if (parts[symbol.Operation].Kind == PartKind.Prepared)
            {
                if (!passed.Contains(symbol))
                    passed.Add(symbol);
                continue;
            }

            if (!rest.Add(symbol.Operation))
                continue;
            foreach (Symbol source in graph.SourcesOf(symbol.Operation))
                open.Push(source);
            foreach (Operation before in graph.Find(symbol.Operation.Native)?.ControlInputs ?? [])
                NeedBefore(before);
        }
    }

    private void NeedBefore(Operation before)
    {
        Classify(before);
        if (rest.Add(before))
        {
            foreach (Symbol source in graph.SourcesOf(before))
                Need(source);
        }
    }

    private void Prepare(Symbol first)
    {
        Stack<Symbol> open = new([first]);
        while (open.TryPop(out Symbol symbol))
        {
            if (parameters.ContainsKey(symbol))
                taken.Add(symbol);
            else if (preparing.Add(symbol.Operation))
                Array.ForEach(graph.SourcesOf(symbol.Operation), open.Push);
        }
    }

    private enum PartKind
    {
        Rest,
        Neutral,
        View,
        Prepared,
    }

    private sealed record Part(PartKind Kind, HashSet<int> Origins);
}
