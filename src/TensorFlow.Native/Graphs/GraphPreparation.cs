namespace TensorFlow;

/// <summary>
/// The operations that outputs need, in two parts: those that follow from parameters alone and are worth keeping, and the others. What
/// takes more memory than the parameters that it follows from belongs to the others, unless there is room for it, and so does what only
/// changes the shape of one.
/// </summary>
internal sealed class GraphPreparation
{
    private static readonly HashSet<string> Pure = new(StringComparer.Ordinal)
    {
        "Add", "AddV2", "Cast", "ConcatV2", "Exp", "ExpandDims", "Identity", "Maximum", "Mean", "Minimum", "Mul", "Neg", "Pack", "Pow",
        "RealDiv", "Reshape", "Rsqrt", "Sqrt", "Square", "Squeeze", "Sub", "Sum", "Transpose",
    };

    // What unpacks numbers of a few bits and spreads their scales; without room for the result the halves would take more than the
    // packed ones.
    private static readonly HashSet<string> Unpacking =
        new(StringComparer.Ordinal) { "BitwiseAnd", "GatherV2", "LeftShift", "Less", "MatMul", "RightShift", "SelectV2", "Slice" };

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
    private readonly bool hasRoom;
    private long room;

    /// <param name="graph">The graph.</param>
    /// <param name="inputs">Placeholders that are given with each call.</param>
    /// <param name="parameters">Placeholders whose values stay.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="room">The bytes that prepared values may take in all beyond the parameters that they follow from.</param>
    public GraphPreparation(
        Graph graph, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> parameters, ReadOnlySpan<Symbol> outputs, long room = 0)
    {
        this.graph = graph;
        (this.room, hasRoom) = (room, room > 0);
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
            return new(operation.Type == "Const" ? PartKind.Neutral : PartKind.Rest, [], 0);
        bool isPure = Pure.Contains(operation.Type) || (hasRoom && Unpacking.Contains(operation.Type));
        if (!isPure || graph.Find(operation.Native)?.ControlInputs.Length > 0
            || operation.Outputs.Any(o => !o.Shape.IsFullyKnown || o.DType is DType.String or DType.Resource or DType.Variant))
            return new(PartKind.Rest, [], 0);
        Part[] before = [.. sources.Select(s => parameters.TryGetValue(s, out int index) ? new(PartKind.View, [index], 0)
            : given.Contains(s) ? new(PartKind.Rest, [], 0) : parts[s.Operation])];
        if (before.Any(b => b.Kind == PartKind.Rest))
            return new(PartKind.Rest, [], 0);
        if (before.All(b => b.Kind == PartKind.Neutral))
            return new(PartKind.Neutral, [], 0);
        HashSet<int> origins = [.. before.SelectMany(b => b.Origins)];
        if (Views.Contains(operation.Type) && before[0].Kind == PartKind.View)
            return new(PartKind.View, origins, 0);
        long most = parameters.Where(p => origins.Contains(p.Value)).Sum(p => Bytes(p.Key)), excess = operation.Outputs.Sum(Bytes) - most;
        return new(excess <= 0 || hasRoom ? PartKind.Prepared : PartKind.Rest, origins, excess);
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

            if (passed.Contains(symbol))
                continue;
            if (parts[symbol.Operation] is { Kind: PartKind.Prepared, Excess: var excess } && (excess <= 0 || excess <= room))
            {
                room -= Math.Max(0, excess);
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

    /// <param name="Kind">Which part an operation belongs to.</param>
    /// <param name="Origins">The parameters that it follows from.</param>
    /// <param name="Excess">The bytes that its outputs take beyond these.</param>
    private sealed record Part(PartKind Kind, HashSet<int> Origins, long Excess);
}
