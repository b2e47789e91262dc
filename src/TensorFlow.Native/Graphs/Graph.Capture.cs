namespace TensorFlow;

/// <content>Graphs of loop bodies and branches, which read symbols of the graph around them: such a symbol becomes an input.</content>
public sealed partial class Graph
{
    private const long CopiedConstant = 128;

    private readonly Dictionary<Symbol, Symbol> captured = [];
    private readonly List<(Symbol Outer, Symbol Inner)> captures = [];

    /// <summary>A graph inside another.</summary>
    internal Graph(Graph? outer) => Outer = outer;

    /// <summary>An empty graph.</summary>
    public Graph()
    {
    }

    /// <summary>The graph around this one; null for a graph by itself.</summary>
    internal Graph? Outer { get; }

    /// <summary>The symbols of the graph around that were read, and what stands for them here, in order.</summary>
    internal IReadOnlyList<(Symbol Outer, Symbol Inner)> Captures => captures;

    /// <summary>Whether the graph lies inside another, at any depth.</summary>
    internal bool IsInside(Graph other)
    {
        for (Graph? around = Outer; around is not null; around = around.Outer)
        {
            if (around == other)
                return true;
        }

        return false;
    }

    /// <summary>Gets the symbols that stand here for those that are known to be of this graph or of one around it.</summary>
    internal Symbol[] ResolveAll(ReadOnlySpan<Symbol> symbols)
    {
        Symbol[] resolved = new Symbol[symbols.Length];
        for (int i = 0; i < resolved.Length; i++)
            resolved[i] = Resolve(symbols[i])
                ?? throw new ArgumentException($"Symbol {i} belongs to another graph, or to none.", nameof(symbols));
        return resolved;
    }

    /// <summary>Gets the symbol that stands here for one of this graph or of one around it; null for a stranger.</summary>
    internal Symbol? Resolve(Symbol symbol)
    {
        if (symbol.Graph == this)
            return symbol;
        if (symbol.Graph is null || !IsInside(symbol.Graph))
            return null;
        if (captured.TryGetValue(symbol, out Symbol known))
            return known;
        Symbol outer = Outer!.Resolve(symbol)!.Value;
        if (captured.TryGetValue(outer, out known))
            return captured[symbol] = known;
        if (outer.Operation.Type == "Const" && outer.Shape.IsFullyKnown && outer.Shape.ElementCount <= CopiedConstant)
        {
            // Compilers want axes and shapes as constants.
            using Tensor value = outer.Operation.GetTensor("value");
            return captured[symbol] = captured[outer] = Constant(value);
        }

        Symbol inner = Placeholder(outer.DType, outer.Shape, "captured");
        captures.Add((outer, inner));
        return captured[symbol] = captured[outer] = inner;
    }
}
