namespace TensorFlow;

/// <summary>
/// The gradients of a dilated two-dimensional convolution without strides, by plain kernels: its filter sees every d-th row and column, so
/// the d · d images of these are taken as images of the batch.
/// </summary>
/// <param name="dilations">The dilations of the rows and the columns.</param>
/// <param name="margins">The zeros around the images.</param>
/// <param name="filter">The filter's shape.</param>
internal sealed class InterleavedConvolution(long[] dilations, (long Before, long After)[] margins, Shape filter)
{
    private static readonly long[] Strides = [1, 1, 1, 1];

    public Symbol ByInput(Symbol sizes, Shape shape, Symbol kernel, Symbol dy)
    {
        Graph graph = dy.Graph;
        Symbol[] lengths = [.. Enumerable.Range(0, 2).Select(i => shape.Rank == 4 && shape[i + 1] >= 0
            ? graph.Constant(shape[i + 1], DType.Int32)
            : Shapes.Element(sizes, i + 1))];
        Symbol parts = Outputs(dy, lengths);
        Symbol rows = Shapes.Length(parts, 1) + (int)(filter[0] - 1), columns = Shapes.Length(parts, 2) + (int)(filter[1] - 1);
        Symbol partSizes = RawOps.Pack([Shapes.Length(parts, 0), rows, columns, graph.Constant(filter[2], DType.Int32)]);
        Symbol result = RawOps.Conv2DBackpropInput(partSizes, kernel, parts, Strides, "VALID");
        return RawOps.BatchToSpaceND(result, Block(graph), Margins(lengths)).WithShape(shape);
    }

    public Symbol ByFilter(Symbol x, Symbol sizes, Symbol dy)
    {
        Symbol[] lengths = [Shapes.Length(x, 1), Shapes.Length(x, 2)];
        Symbol parts = RawOps.SpaceToBatchND(x, Block(x.Graph), Margins(lengths));
        return RawOps.Conv2DBackpropFilter(parts, sizes, Outputs(dy, lengths), Strides, "VALID");
    }

    private Symbol Block(Graph graph) => graph.Constant([.. dilations.Select(d => (int)d)]);

    private Symbol Outputs(Symbol dy, Symbol[] lengths) =>
        RawOps.SpaceToBatchND(dy, Block(dy.Graph), Pairs([.. Enumerable.Range(0, 2).Select(i =>
        (dy.Graph.Constant(0, DType.Int32), Rest(lengths[i], i)))]));

    private Symbol Margins(Symbol[] lengths) => Pairs([.. Enumerable.Range(0, 2).Select(i =>
        (lengths[i].Graph.Constant(margins[i].Before, DType.Int32), Rest(lengths[i], i, margins[i].After)))]);

    // What is missing to a multiple of the dilation, and something more.
    private Symbol Rest(Symbol length, int axis, long more = 0)
    {
        (long before, long after) = margins[axis];
        if (Shapes.Constant(length) is [long known])
            return length.Graph.Constant(Modulo(-(known + before + after), dilations[axis]) + more, DType.Int32);
        Symbol rest = RawOps.FloorMod(-(length + (int)(before + after)), length.Graph.Constant(dilations[axis], DType.Int32));
        return more == 0 ? rest : rest + (int)more;
    }

    private static long Modulo(long value, long divisor) => ((value % divisor) + divisor) % divisor;

    private static Symbol Pairs((Symbol Before, Symbol After)[] pairs)
    {
        Symbol[] all = [.. pairs.SelectMany(p => new[] { p.Before, p.After })];
        Graph graph = all[0].Graph;
        long[]?[] known = [.. all.Select(Shapes.Constant)];
        Symbol list = known.All(k => k is not null) ? graph.Constant([.. known.Select(k => (int)k![0])]) : RawOps.Pack(all);
        return RawOps.Reshape(list, graph.Constant([2, 2]));
    }
}
