using TensorFlow;

namespace Keras;

/// <summary>The operations that a model can hold.</summary>
internal static class OperationDefinitions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<OperationDefinition> All { get; } =
    [
        Binary("Add", Ops.Add),
        Binary("Subtract", Ops.Subtract),
        Binary("Multiply", Ops.Multiply),
        Binary("Divide", Ops.Divide),
        Binary("TrueDivide", Ops.TrueDivide),
        Binary("Mod", Ops.Mod),
        Binary("Power", Ops.Power),
        Binary("Less", Ops.Less),
        Binary("LessEqual", Ops.LessEqual),
        Binary("Greater", Ops.Greater),
        Binary("GreaterEqual", Ops.GreaterEqual),
        Binary("LogicalAnd", Ops.LogicalAnd),
        Binary("LogicalOr", Ops.LogicalOr),
        Binary("LogicalXor", Ops.LogicalXor),
        new("numpy", "LogicalNot", ["x"], c => [Ops.LogicalNot(c.Tensor("x"))]),
        new("numpy", "Negative", ["x"], c => [-c.Tensor("x")]),
        new("numpy", "GetItem", ["x", "key"], c => [c.Tensor("x")[Indexers(c.Argument("key"))]]),
    ];

    private static OperationDefinition Binary(string className, Func<Symbol, Symbol, Symbol> write) =>
        new("numpy", className, ["x1", "x2"], c => [write(c.Tensor("x1", "x2"), c.Tensor("x2", "x1"))]);

    private static Indexer[] Indexers(CallArgument<Symbol> key) => key switch
    {
        CallArgument<Symbol>.Sequence { Items: var items } => [.. items.Select(Indexer)],
        _ => [Indexer(key)],
    };

    private static Indexer Indexer(CallArgument<Symbol> argument)
    {
        if (argument is CallArgument<Symbol>.Leaf { Value: var positions })
            return positions;
        if (argument is not CallArgument<Symbol>.Constant { Json: var json } || AxisIndex.FromJson(json) is not { } index)
            throw new ConfigException("GetItem: expected indices, slices, new axes or an ellipsis.");
        if (index.IsNewAxis)
            return TensorFlow.Indexer.NewAxis;
        if (index.IsEllipsis)
            return TensorFlow.Indexer.Ellipsis;
        return index.IsItem
            ? checked((int)index.Start!.Value)
            : new Slice(checked((int?)index.Start), checked((int?)index.Stop), checked((int?)index.Step) ?? 1);
    }
}
