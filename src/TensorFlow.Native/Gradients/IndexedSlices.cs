namespace TensorFlow;

/// <summary>
/// A gradient that is zero but for some rows: row <c>Indices[i]</c> gets <c>Values[i]</c>, and where an index occurs more than once the
/// values add up. The gradient of a table that is only gathered from has this form (<c>tf.IndexedSlices</c>).
/// </summary>
/// <param name="Values">The rows, <c>[count, …]</c>: behind the first axis the shape of the table's rows.</param>
/// <param name="Indices">The rows' places in the table, int32 or int64 <c>[count]</c>.</param>
/// <param name="DenseShape">The shape of the table as a list of integers, of the type of the indices or int32.</param>
public sealed record IndexedSlices(Symbol Values, Symbol Indices, Symbol DenseShape)
{
    /// <summary>The gradient as a table of its own, rows of one index summed.</summary>
    public Symbol ToDense()
    {
        Graph graph = Values.Graph;
        Symbol rows = RawOps.StridedSlice(
            DenseShape, graph.Constant([0]), graph.Constant([1]), graph.Constant([1]), shrinkAxisMask: 1);
        return RawOps.UnsortedSegmentSum(Values, Indices, rows);
    }

    /// <summary>The same rows with other values.</summary>
    /// <param name="values">The values, of the same first axis.</param>
    public IndexedSlices WithValues(Symbol values) => this with { Values = values };
}
