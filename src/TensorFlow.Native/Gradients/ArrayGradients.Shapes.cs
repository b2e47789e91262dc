namespace TensorFlow;

/// <content>Other shapes and other orders of the same elements, and repetition.</content>
internal static partial class ArrayGradients
{
    private static void RegisterShapes(GradientTable table) => table
        .Add("Reshape", ToShapeOf)
        .Add("ExpandDims", ToShapeOf)
        .Add("Squeeze", ToShapeOf)
        .Add("Transpose", op => [RawOps.Transpose(op.Dy, Inverse(op[1]))])
        .Add("ConjugateTranspose", op => [MathGradients.Conj(RawOps.Transpose(op.Dy, Inverse(op[1])))])
        .Add("ReverseV2", op => [RawOps.ReverseV2(op.Dy, op[1])])
        .Add("ReverseSequence", op => [RawOps.ReverseSequence(op.Dy, op[1], op.Long("seq_dim"), op.Long("batch_dim"))])
        .Add("Roll", op => [RawOps.Roll(op.Dy, -op[1], op[2])])
        .Add("SpaceToDepth", op => [RawOps.DepthToSpace(op.Dy, op.Long("block_size"), op.Text("data_format"))])
        .Add("DepthToSpace", op => [RawOps.SpaceToDepth(op.Dy, op.Long("block_size"), op.Text("data_format"))])
        .Add("SpaceToBatchND", op => [RawOps.BatchToSpaceND(op.Dy, op[1], op[2])])
        .Add("BatchToSpaceND", op => [RawOps.SpaceToBatchND(op.Dy, op[1], op[2])])
        .Add("BroadcastTo", op => [Broadcasting.Reduce(op.Dy, op[0], op.Output())])
        .Add("Tile", op => [Tile(op)]);

    private static Symbol Inverse(Symbol order) => Shapes.Constant(order) is { } known
        ? order.Graph.Constant([.. Enumerable.Range(0, known.Length).OrderBy(i => known[i] < 0 ? known[i] + known.Length : known[i])])
        : RawOps.InvertPermutation(order);

    // Each axis as repetitions times length; the repetitions are summed.
    private static Symbol Tile(BackwardOperation op)
    {
        Symbol x = op[0];
        int rank = x.Rank;
        if (rank == 0)
            return op.Dy;
        Symbol shape = Shapes.Of(x);
        if (rank > 0 && x.Shape.IsFullyKnown && Shapes.Constant(op[1]) is { } multiples)
        {
            int[] both = [.. Enumerable.Range(0, rank).SelectMany(i => (int[])[(int)multiples[i], (int)x.Shape[i]])];
            int[] repeated = [.. Enumerable.Range(0, rank).Select(i => 2 * i)];
            return RawOps.Sum(RawOps.Reshape(op.Dy, op.Constant(both)), op.Constant(repeated));
        }

        Symbol interleaved = RawOps.Reshape(RawOps.Pack([op[1].Cast(DType.Int32), shape], 1), op.Constant([-1]));
        Symbol evens = RawOps.Range(op.Constant(0), RawOps.Size(interleaved), op.Constant(2));
        return RawOps.Reshape(RawOps.Sum(RawOps.Reshape(op.Dy, interleaved), evens), shape);
    }
}
