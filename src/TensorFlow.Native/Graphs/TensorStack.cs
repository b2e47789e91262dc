namespace TensorFlow;

/// <summary>A stack of tensors of one shape that a loop fills, one each round.</summary>
/// <param name="element">The type and shape of one.</param>
/// <param name="length">The number of rounds, where it is known beforehand; null for a stack that grows.</param>
internal sealed class TensorStack(TensorSpec element, Symbol? length)
{
    private readonly int known = length is { } symbol && Shapes.Constant(symbol) is [long value] ? (int)value : -1;

    public DType DType => element.DType;

    public Symbol Begin(Graph graph) => length is { } count
        ? RawOps.TensorListReserve(ElementShape(graph), count, element.DType)
        : RawOps.EmptyTensorList(ElementShape(graph), graph.Constant(-1, DType.Int32), element.DType);

    public Symbol Set(Symbol list, Symbol index, Symbol value) => length is null
        ? RawOps.TensorListPushBack(list, value)
        : RawOps.TensorListSetItem(list, index, value);

    public Symbol End(Symbol list)
    {
        Symbol all = RawOps.TensorListStack(list, ElementShape(list.Graph), element.DType, known);
        return element.Shape.Rank < 0 ? all : all.WithShape(element.Shape.Prepend(known));
    }

    private Symbol ElementShape(Graph graph) => element.Shape.Rank < 0
        ? graph.Constant(-1, DType.Int32)
        : graph.Constant([.. element.Shape.Select(d => (int)d)]);
}
