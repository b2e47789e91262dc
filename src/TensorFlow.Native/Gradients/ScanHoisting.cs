namespace TensorFlow;

/// <summary>
/// Takes out of a scan's rounds what does not depend on its states: the product of a slice with a matrix from around the loop is made of
/// all slices at once, before the loop, so that its gradients are one product each after it.
/// </summary>
internal static class ScanHoisting
{
    /// <summary>Takes products out of a round.</summary>
    /// <param name="graph">The graph around the loop.</param>
    /// <param name="step">The round; its graph must still be there.</param>
    /// <param name="states">The number of states.</param>
    /// <param name="sequences">The sequences.</param>
    /// <param name="captured">The captured symbols.</param>
    /// <returns>The round that gets the products as further slices, and the sequences with theirs behind them.</returns>
    public static (FunctionBody Step, Symbol[] Sequences) Apply(
        Graph graph, FunctionBody step, int states, Symbol[] sequences, Symbol[] captured)
    {
        List<Symbol> products = [], stacks = [];
        foreach ((int slice, int capture, GraphNode node, Symbol product) in step.ProductsOfInputs(states, sequences.Length))
        {
            Symbol sequence = graph.Resolve(sequences[slice])!.Value;
            if (sequence.Rank != 3)
                continue;
            Symbol rows = RawOps.Reshape(sequence, RawOps.Pack([graph.Constant(-1, DType.Int32), Shapes.Length(sequence, 2)]));
            Symbol all = RawOps.MatMul(rows, captured[capture], transposeB: node.IsSet("transpose_b"));
            Symbol shape = RawOps.Pack([Shapes.Length(sequence, 0), Shapes.Length(sequence, 1), Shapes.Length(all, 1)]);
            stacks.Add(RawOps.Reshape(all, shape).WithShape([sequence.Shape[0], sequence.Shape[1], all.Shape[1]]));
            products.Add(product);
        }

        return products.Count == 0
            ? (step, sequences)
            : (step.WithGiven(states + sequences.Length, [.. products]), [.. sequences, .. stacks]);
    }
}
