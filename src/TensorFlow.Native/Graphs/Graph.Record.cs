namespace TensorFlow;

/// <content>The operations as they were described, for gradients and for writing parts of the graph again.</content>
public sealed partial class Graph
{
    private const long MostRecorded = 16L << 20;

    private readonly Dictionary<nint, GraphNode> nodes = [];
    private readonly List<Operation> order = [];
    private readonly Dictionary<Operation, Symbol[]> foreignSources = [];
    private readonly Dictionary<Operation, OperationScope?> foreignScopes = [];
    private readonly Stack<OperationScope?> scopes = [];
    private long recordedBytes;

    /// <summary>The operations in the order in which they were added; those that the library added itself are not among them.</summary>
    internal IReadOnlyList<Operation> Order => order;

    /// <summary>The gradients that were defined for symbols of this graph, by the operation that carries them.</summary>
    internal Dictionary<Operation, GradientDefinition> Definitions { get; } = [];

    /// <summary>Whether constants are so large that a function does not keep a copy of them for its gradient.</summary>
    internal bool HasLargeConstants => recordedBytes > MostRecorded;

    /// <summary>Who wrote the operations.</summary>
    internal OperationOrigins Origins { get; } = new();

    /// <summary>Who writes; null for nobody that is named. What is written inside a loop or a branch is of who writes around it.</summary>
    internal OperationScope? CurrentScope => scopes.TryPeek(out OperationScope? scope) ? scope : Outer?.CurrentScope;

    /// <summary>Whether loops keep what their gradients need; see <see cref="Gradients.Record"/>.</summary>
    internal bool IsRecording { get; set; }

    /// <summary>Traces the gradients that were defined, while this graph, which they refer to, is there.</summary>
    internal void DetachDefinitions()
    {
        foreach ((Operation carrier, GradientDefinition definition) in Definitions.ToArray())
            (definition as WrittenGradient)?.Detach(this, carrier);
    }

    /// <summary>
    /// Names who writes the operations that follow, until the result is disposed: "dense_1". Names nest, and errors tell them; the names of
    /// operations are not changed by them.
    /// </summary>
    /// <param name="name">The name of a layer or of another part.</param>
    /// <param name="kind">Its class: "Dense". Default: not told.</param>
    public NameScope EnterScope(string name, string? kind = null) =>
        EnterScope(new OperationScope(CurrentScope is { } outer ? $"{outer.Path}/{name}" : name, kind));

    internal NameScope EnterScope(OperationScope? scope)
    {
        NameScope entered = new(this);
        scopes.Push(scope);
        return entered;
    }

    /// <summary>Who wrote an operation; null for nobody that is named.</summary>
    internal OperationScope? ScopeOf(Operation operation) =>
        Find(operation.Native) is { } node ? node.Scope : foreignScopes.GetValueOrDefault(operation);

    /// <summary>Notes an operation that the library added itself, for who writes now.</summary>
    internal void RecordForeign(Operation operation)
    {
        if (CurrentScope is { } scope && foreignScopes.TryAdd(operation, scope))
            Origins.Add(operation.Name, operation.Type, scope);
    }

    internal GraphNode? Find(nint operation) => nodes.GetValueOrDefault(operation);

    /// <summary>The symbols that an operation takes, in order.</summary>
    internal Symbol[] SourcesOf(Operation operation)
    {
        if (Find(operation.Native) is { } node)
            return node.Sources;
        if (foreignSources.TryGetValue(operation, out Symbol[]? known))
            return known;
        Symbol[] sources = new Symbol[operation.InputCount];
        for (int i = 0; i < sources.Length; i++)
            sources[i] = operation.Input(i);
        return foreignSources[operation] = sources;
    }

    internal void Record(nint operation, string name, GraphNode node)
    {
        recordedBytes += node.Attributes.Sum(a => (long)a.Content.Length);
        node.Position = order.Count;
        node.Scope = CurrentScope;
        Origins.Add(name, node.Type, node.Scope);
        nodes.Add(operation, node);
        order.Add(new(this, operation));
    }

    /// <summary>Ends a name when it is disposed.</summary>
    public sealed class NameScope : IDisposable
    {
        private readonly Graph graph;
        private readonly int depth;

        internal NameScope(Graph graph)
        {
            this.graph = graph;
            depth = graph.scopes.Count;
        }

        /// <summary>Ends the name, and those that were entered after it.</summary>
        public void Dispose()
        {
            while (graph.scopes.Count > depth)
                graph.scopes.Pop();
        }
    }
}
