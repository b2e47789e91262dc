namespace TensorFlow;

/// <summary>
/// The operations that outputs need, in two stages: those that XLA cannot compile with all that leads to them, and the others, which
/// follow. Constants belong to both, since compilers want axes and shapes as constants.
/// </summary>
internal sealed class GraphStages
{
    private readonly Graph graph;
    private readonly HashSet<Symbol> inputs;
    private readonly HashSet<Operation> needed = [];
    private readonly HashSet<Operation> ahead = [];
    private readonly HashSet<Symbol> usedAhead = [];
    private readonly HashSet<Symbol> usedBehind = [];
    private readonly List<Symbol> passed = [];

    public GraphStages(Graph graph, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs, ReadOnlySpan<Symbol> ordinary)
    {
        this.graph = graph;
        this.inputs = [.. inputs];
        Collect(outputs.ToArray().Select(o => o.Operation), needed, _ => true);
        HashSet<Operation> named = [.. ordinary.ToArray().Where(s => !this.inputs.Contains(s)).Select(s => s.Operation)];
        Operation[] roots = [.. needed.Where(o => named.Contains(o) || HandlesStrings(o))];
        Collect(roots, ahead, needed.Contains);
        foreach (Operation operation in needed)
        {
            foreach (Symbol source in SourcesOf(operation))
                Use(source, ahead.Contains(operation));
        }

        foreach (Symbol output in outputs)
        {
            if (this.inputs.Contains(output))
                usedBehind.Add(output);
        }

        Ahead = [.. ahead];
        Behind = [.. needed.Where(o => !ahead.Contains(o) || IsShared(o))];
        foreach (Symbol symbol in passed)
            RequirePassable(symbol);
    }

    /// <summary>The operations of the first stage.</summary>
    public IReadOnlyCollection<Operation> Ahead { get; }

    /// <summary>The operations of the second stage.</summary>
    public IReadOnlyCollection<Operation> Behind { get; }

    /// <summary>What the second stage takes from the first.</summary>
    public Symbol[] Passed => [.. passed];

    /// <summary>Whether the first stage gives a symbol.</summary>
    public bool IsAhead(Symbol symbol) => !inputs.Contains(symbol) && ahead.Contains(symbol.Operation) && !IsShared(symbol.Operation);

    /// <summary>Whether the first stage takes an input.</summary>
    public bool UsesAhead(Symbol input) => usedAhead.Contains(input);

    /// <summary>Whether the second stage takes an input.</summary>
    public bool UsesBehind(Symbol input) => usedBehind.Contains(input);

    /// <summary>Refuses an input that the first stage depends on.</summary>
    /// <exception cref="NotSupportedException">The first stage takes it.</exception>
    public void RequireNotAhead(Symbol input)
    {
        if (usedAhead.Contains(input))
            throw new NotSupportedException("what XLA cannot compile follows from weights that are trained");
    }

    private static bool IsShared(Operation operation) => operation.Type == "Const" && operation[0].DType != DType.String;

    private void Use(Symbol source, bool isAhead)
    {
        if (inputs.Contains(source))
            (isAhead ? usedAhead : usedBehind).Add(source);
        else if (!isAhead && IsAhead(source) && !passed.Contains(source))
            passed.Add(source);
    }

    // An assertion, and a string that says what it asserts, are nothing to XLA.
    private bool HandlesStrings(Operation operation) => operation.Type is not ("Assert" or "Const")
        && (operation.Outputs.Any(o => o.DType == DType.String) || SourcesOf(operation).Any(s => s.DType == DType.String));

    private void RequirePassable(Symbol symbol)
    {
        string writer = graph.ScopeOf(symbol.Operation)?.ToString() ?? symbol.Operation.Type;
        if (symbol.DType is DType.String or DType.Variant or DType.Resource)
            throw new NotSupportedException($"{writer} passes on a {symbol.DType.StandardName}");
        if (!symbol.Shape.IsFullyKnown)
            throw new NotSupportedException(
                $"{writer} gives {symbol.DType.StandardName} {symbol.Shape}, and XLA compiles for lengths that are known beforehand");
    }

    private Symbol[] SourcesOf(Operation operation) => graph.SourcesOf(operation);

    private void Collect(IEnumerable<Operation> from, HashSet<Operation> into, Func<Operation, bool> isPart)
    {
        Stack<Operation> open = new(from);
        while (open.TryPop(out Operation operation))
        {
            if (operation.OutputCount == 1 && inputs.Contains(operation[0]))
                continue;
            if (!isPart(operation) || !into.Add(operation))
                continue;
            foreach (Symbol source in SourcesOf(operation))
                open.Push(source.Operation);
            foreach (Operation before in graph.Find(operation.Native)?.ControlInputs ?? [])
                open.Push(before);
        }
    }
}
