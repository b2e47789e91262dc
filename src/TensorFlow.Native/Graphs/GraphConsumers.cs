namespace TensorFlow;

/// <summary>
/// The operations that a function's outputs and effects need, and who takes their symbols. Identities of several values, which carry
/// gradients that were defined, are looked through.
/// </summary>
internal sealed class GraphConsumers
{
    private readonly Graph graph;
    private readonly HashSet<Symbol> given;
    private readonly HashSet<Operation> needed = [];
    private readonly HashSet<Operation> ordered;
    private readonly Dictionary<Symbol, List<Operation?>> consumers = [];

    /// <param name="graph">The graph.</param>
    /// <param name="isWhole">Whether the function is made of all of the graph, not of what its outputs need.</param>
    /// <param name="ports">What the function takes from the graph.</param>
    public GraphConsumers(Graph graph, bool isWhole, FunctionPorts ports)
    {
        this.graph = graph;
        given = [.. ports.Inputs];
        ordered = [.. ports.Effects];
        Stack<Operation> open = new(ports.Effects);
        if (isWhole)
        {
            foreach (Operation operation in graph.Order.Where(HasEffects))
                open.Push(operation);
        }

        foreach (Symbol output in ports.Outputs)
            Use(Resolve(output), null, open);
        while (IsComplete && open.TryPop(out Operation operation))
        {
            if (!needed.Add(operation))
                continue;
            if (graph.Find(operation.Native) is not { Type: not "Placeholder" } node)
            {
                IsComplete = false;
                continue;
            }

            foreach (Symbol source in SourcesOf(operation))
                Use(source, operation, open);
            foreach (Operation before in node.ControlInputs)
            {
                ordered.UnionWith([before, operation]);
                open.Push(before);
            }
        }
    }

    /// <summary>Whether all operations are known.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The operations, in their order.</summary>
    public IEnumerable<Operation> Needed => graph.Order.Where(needed.Contains);

    /// <summary>Who takes a symbol; null stands for the function's outputs.</summary>
    public IReadOnlyList<Operation?> Of(Symbol symbol) => consumers.GetValueOrDefault(symbol) ?? [];

    /// <summary>The one operation that takes a symbol, once; null where there are others, or the function returns it.</summary>
    public Operation? OnlyConsumer(Symbol symbol) => Of(symbol) is [{ } only] ? only : null;

    /// <summary>Whether a symbol is an input of the function.</summary>
    public bool IsGiven(Symbol symbol) => given.Contains(symbol);

    /// <summary>Whether a symbol is there before an operation is written.</summary>
    public bool IsBefore(Symbol symbol, Operation operation) => IsGiven(symbol)
        || graph.Find(symbol.Operation.Native)!.Position < graph.Find(operation.Native)!.Position;

    /// <summary>Whether an operation is an effect, or takes part in an order beside that of its symbols.</summary>
    public bool IsOrdered(Operation operation) => ordered.Contains(operation);

    /// <summary>What an operation takes.</summary>
    public Symbol[] SourcesOf(Operation operation) => [.. graph.Find(operation.Native)!.Sources.Select(Resolve)];

    /// <summary>The symbol that an identity of several values hands on.</summary>
    public Symbol Resolve(Symbol symbol)
    {
        while (!given.Contains(symbol) && graph.Find(symbol.Operation.Native) is { Type: "IdentityN", ControlInputs: [] } node
            && !given.Contains(node.Sources[symbol.Index]))
            symbol = node.Sources[symbol.Index];
        return symbol;
    }

    /// <summary>Whether an operation makes negative values 0.</summary>
    public bool IsRectifier(Operation operation) => operation.Type == "Relu"
        || (operation.Type == "Maximum" && IsZero(graph.Find(operation.Native)!.Sources[1]));

    private static bool IsZero(Symbol symbol)
    {
        if (symbol.Operation.Type != "Const" || symbol.Rank != 0 || symbol.DType != DType.Float32)
            return false;
        using Tensor value = symbol.Operation.GetTensor("value");
        return value.ToArray<float>() is [0];
    }

    // What the runtime runs though no output needs it.
    private static bool HasEffects(Operation operation) => operation.OutputCount == 0
        || operation.Type is "StatefulPartitionedCall" or "While" or "If" or "Case";

    private void Use(Symbol symbol, Operation? by, Stack<Operation> open)
    {
        if (!consumers.TryGetValue(symbol, out List<Operation?>? all))
            consumers[symbol] = all = [];
        all.Add(by);
        if (!given.Contains(symbol))
            open.Push(symbol.Operation);
    }
}
