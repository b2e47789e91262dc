namespace TensorFlow;

/// <summary>The values of variables after updates of some of their rows or elements.</summary>
internal static class EndpointScatter
{
    /// <summary>From the value, the positions and the updates to the value afterwards; null for other operations.</summary>
    public static Func<Symbol, Symbol, Symbol, Symbol>? Find(string op) => op switch
    {
        "ResourceScatterUpdate" => Rows((v, i, u) => RawOps.TensorScatterUpdate(v, i, u)),
        "ResourceScatterAdd" => Rows((v, i, u) => RawOps.TensorScatterAdd(v, i, u)),
        "ResourceScatterSub" => Rows((v, i, u) => RawOps.TensorScatterSub(v, i, u)),
        "ResourceScatterMin" => Rows((v, i, u) => RawOps.TensorScatterMin(v, i, u)),
        "ResourceScatterMax" => Rows((v, i, u) => RawOps.TensorScatterMax(v, i, u)),
        "ResourceScatterMul" => (value, rows, updates) => value * Products(value, rows, updates),
        "ResourceScatterDiv" => (value, rows, updates) => value / Products(value, rows, updates),
        "ResourceScatterNdUpdate" => (value, positions, updates) => RawOps.TensorScatterUpdate(value, positions, updates),
        "ResourceScatterNdAdd" => (value, positions, updates) => RawOps.TensorScatterAdd(value, positions, updates),
        "ResourceScatterNdSub" => (value, positions, updates) => RawOps.TensorScatterSub(value, positions, updates),
        "ResourceScatterNdMin" => (value, positions, updates) => RawOps.TensorScatterMin(value, positions, updates),
        "ResourceScatterNdMax" => (value, positions, updates) => RawOps.TensorScatterMax(value, positions, updates),
        _ => null,
    };

    private static Func<Symbol, Symbol, Symbol, Symbol> Rows(Func<Symbol, Symbol, Symbol, Symbol> scatter) => (value, rows, updates) =>
        scatter(value, RawOps.ExpandDims(rows, Graph.Current.Constant(-1, DType.Int32)), Whole(value, rows, updates));

    // The product of the updates of each row, 1 for a row without: a row may be named several times.
    private static Symbol Products(Symbol value, Symbol rows, Symbol updates) =>
        RawOps.UnsortedSegmentProd(Whole(value, rows, updates), rows, Shapes.Length(value, 0));

    // One number may stand for all updates.
    private static Symbol Whole(Symbol value, Symbol rows, Symbol updates)
    {
        if (updates.Shape.Rank != 0)
            return updates;
        Graph graph = Graph.Current;
        Symbol one = graph.Constant([1]), row = RawOps.Slice(RawOps.Shape(value), one, graph.Constant([-1]));
        return RawOps.BroadcastTo(updates, RawOps.ConcatV2([RawOps.Shape(rows), row], graph.Constant(0, DType.Int32)));
    }
}
