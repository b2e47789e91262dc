using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Operations on lists of tensors.</summary>
internal static class EndpointLists
{
    /// <summary>Writes an operation; null where it is none on a list.</summary>
    /// <exception cref="ListUseException">One tensor cannot stand for the list.</exception>
    public static EndpointValue[]? Write(NodeDef node, EndpointValue[] inputs)
    {
        switch (node.Op)
        {
            case "TensorListFromTensor":
                Symbol items = Tensor(0);
                return [new EndpointList(items, Shapes.Length(items, 0))];
            case "TensorListReserve":
                return [new EndpointList(null, Tensor(1))];
            case "TensorListLength":
                return [List().Length];
            case "TensorListStack":
                return [Written(List())];
            case "TensorListGetItem":
                EndpointList list = List();
                Symbol index = Tensor(1);
                return [list.Slice is { } slice && list.Rounds.Contains(index) ? slice
                    : RawOps.GatherV2(Written(list), index, Graph.Current.Constant(0, DType.Int32))];
            case "TensorListSetItem":
                return [Set(List(), Tensor(1), Tensor(2))];
            case "Identity" when inputs is [{ List: not null }]:
                return inputs;
            default:
                return node.Op.StartsWith("TensorList", StringComparison.Ordinal) || node.Op == "EmptyTensorList"
                    ? throw new ListUseException() : null;
        }

        Symbol Tensor(int input) => inputs[input].ToSymbol(node.Op);

        EndpointList List() => inputs[0].List ?? throw new ListUseException();
    }

    /// <summary>A list after a loop whose rounds wrote items at some places; the last one at a place counts.</summary>
    /// <param name="before">The list before the loop.</param>
    /// <param name="items">The items of the rounds.</param>
    /// <param name="places">Their places, -1 for a round that did not count.</param>
    public static EndpointList After(EndpointList before, Symbol items, Symbol places)
    {
        Graph graph = Graph.Current;
        Symbol zero = graph.Constant(0, DType.Int32), one = graph.Constant(1, DType.Int32);
        Symbol slots = RawOps.ExpandDims(RawOps.Range(zero, before.Length, one), one);
        Symbol rounds = RawOps.Range(one, Shapes.Length(items, 0) + one, one);
        Symbol matches = RawOps.Cast(RawOps.Equal(slots, RawOps.ExpandDims(places, zero)), DType.Int32);
        // The number of the last round that wrote to the place, from 1; 0 for none.
        Symbol last = RawOps.Max(matches * rounds, one);
        Symbol found = RawOps.GatherV2(items, RawOps.Maximum(last - one, zero), zero);
        Symbol isWritten = RawOps.Greater(last, zero);
        for (int axis = 1; axis < items.Rank; axis++)
            isWritten = RawOps.ExpandDims(isWritten, graph.Constant(-1, DType.Int32));
        return new(RawOps.SelectV2(isWritten, found, before.Items ?? RawOps.ZerosLike(found)), before.Length);
    }

    private static Symbol Written(EndpointList list) =>
        list is { Items: { } items, Written: null } ? items : throw new ListUseException();

    private static EndpointList Set(EndpointList list, Symbol index, Symbol item)
    {
        // In a loop, what is written is an output of the round.
        if (list.Origin is not null)
            return list.Written is null ? list with { Written = (index, item) } : throw new ListUseException();
        Symbol axis = Graph.Current.Constant(0, DType.Int32);
        return After(list, RawOps.ExpandDims(item, axis), RawOps.ExpandDims(index, axis));
    }
}
