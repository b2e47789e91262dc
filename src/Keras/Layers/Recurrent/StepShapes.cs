using TensorFlow;

namespace Keras.Layers;

/// <summary>The shapes of sequences, steps and states.</summary>
internal static class StepShapes
{
    /// <summary>The shape of one step: that of the sequences without the second axis.</summary>
    public static Shape Of(Shape sequences) => Shape.Create([sequences[0], .. sequences.Skip(2)]);

    /// <summary>Sequences with time first, or back again: <c>[batch, steps, …]</c> and <c>[steps, batch, …]</c>.</summary>
    public static Symbol Swapped(Symbol sequences) => Ops.Transpose(sequences, [1, 0, .. Enumerable.Range(2, sequences.Rank - 2)]);

    /// <summary>Sequences with the time first, last step first.</summary>
    public static Symbol Reversed(Symbol stepsFirst) => RawOps.ReverseV2(stepsFirst, stepsFirst.Graph.Constant([0]));

    /// <summary>One step of sequences with the time first.</summary>
    public static Symbol At(Symbol stepsFirst, int step) =>
        RawOps.GatherV2(stepsFirst, stepsFirst.Graph.Constant(step, DType.Int32), stepsFirst.Graph.Constant(0, DType.Int32));

    /// <summary>Merges the steps into the batch axis: <c>[steps · batch, …]</c>.</summary>
    public static Symbol Joined(Symbol stepsFirst)
    {
        Shape sample = stepsFirst.Shape[2..];
        return RawOps.Reshape(stepsFirst, stepsFirst.Graph.Constant([-1, .. sample.Select(d => checked((int)d))]))
            .WithShape(sample.Prepend(Shape.UnknownDimension));
    }

    /// <summary>Zeros, a state of a number of samples.</summary>
    public static Symbol Zeros(Symbol batchSize, Shape state, DType dtype)
    {
        Graph graph = Graph.Current;
        Symbol lengths = Ops.Stack([batchSize, .. state.Select(d => graph.Constant(d, DType.Int32))]);
        Symbol zeros = RawOps.Fill(lengths, graph.Constant(0, dtype));
        return zeros.Rank < 0 ? zeros.WithShape(state.Prepend(Shape.UnknownDimension)) : zeros;
    }

    /// <summary>A mask of steps with axes of length 1 behind, as many as a value has.</summary>
    public static Symbol Widened(Symbol mask, int rank)
    {
        Symbol wide = mask;
        while (wide.Rank < rank)
            wide = Ops.ExpandDims(wide, -1);
        return wide;
    }
}
