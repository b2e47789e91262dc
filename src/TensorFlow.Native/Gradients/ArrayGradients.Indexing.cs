namespace TensorFlow;

/// <content>Gathering.</content>
internal static partial class ArrayGradients
{
    private static void RegisterIndexing(GradientTable table) => table
        .Add("Gather", op => [Rows(op[0], op[1], op.Dy, Shapes.Of(op[0]))])
        .Add("GatherV2", op => [Gather(op)])
        .Add("GatherNd", op => [GatherNd(op)])
        .Add("ResourceGather", op => [Rows(op.Output(), op[1], op.Dy, RawOps.VariableShape(op[0]))])
        .Add("DynamicPartition", op => [DynamicPartition(op)])
        .Add("DynamicStitch", DynamicStitch)
        .Add("ParallelDynamicStitch", DynamicStitch);

    private static Gradient Rows(Symbol table, Symbol indices, Symbol dy, Symbol shape)
    {
        Graph graph = dy.Graph;
        Symbol list = RawOps.Reshape(indices, graph.Constant([-1]));
        Symbol tail = RawOps.StridedSlice(shape, graph.Constant([1]), graph.Constant([0]), graph.Constant([1]), endMask: 1);
        Shape known = table.Shape;
        Symbol rows = known.Rank > 0 && known[1..].IsFullyKnown
            ? graph.Constant([-1, .. known[1..].Select(d => (int)d)])
            : RawOps.ConcatV2([graph.Constant([-1]), tail], graph.Constant(0, DType.Int32));
        return new(new IndexedSlices(RawOps.Reshape(dy, rows), list, shape));
    }

    private static Gradient Gather(BackwardOperation op)
    {
        Symbol x = op[0], indices = op[1];
        int batch = (int)op.Long("batch_dims");
        batch = batch < 0 ? batch + indices.Rank : batch;
        if (x.Rank < 0 || indices.Rank < 0 || Shapes.Constant(op[2]) is not [long constant])
            throw new UnimplementedException(
                $"The gradient of {op.Operation} needs a constant axis and known numbers of axes, got {x}, {indices}.");
        int axis = (int)(constant < 0 ? constant + x.Rank : constant);
        if (axis == 0 && batch == 0)
            return Rows(x, indices, op.Dy, Shapes.Of(x));

        // The gathered axis goes in front of those between it and the batch; batches become one by indices that are counted on.
        int[] order = [.. Enumerable.Range(0, batch), axis, .. Enumerable.Range(batch, axis - batch),
            .. Enumerable.Range(axis + 1, x.Rank - axis - 1)];
        Symbol[] lengths = [.. Enumerable.Range(0, x.Rank).Select(i => Shapes.Length(x, i))];
        Symbol all = op.Constant(-1), batches = Product(op, lengths[..batch]);
        Symbol values = RawOps.Reshape(op.Dy, Pack(op, [.. lengths[..axis], all, .. lengths[(axis + 1)..]]));
        values = RawOps.Transpose(values, op.Constant(order));
        values = RawOps.Reshape(values, Pack(op, [all, .. order[(batch + 1)..].Select(i => lengths[i])]));
        Symbol flat = RawOps.Reshape(indices, Pack(op, [batches, all]));
        Symbol starts = RawOps.Range(op.Constant(0), batches, op.Constant(1)) * lengths[axis];
        flat = RawOps.Reshape(flat + RawOps.ExpandDims(starts, op.Constant(1)).Cast(flat.DType), op.Constant([-1]));
        Symbol sums = RawOps.UnsortedSegmentSum(values, flat, batches * lengths[axis]);
        sums = RawOps.Reshape(sums, Pack(op, [.. order.Select(i => lengths[i])]));
        return RawOps.Transpose(sums, op.Constant([.. Enumerable.Range(0, x.Rank).OrderBy(i => order[i])]));
    }

    private static Symbol Pack(BackwardOperation op, Symbol[] lengths)
    {
        long[]?[] known = [.. lengths.Select(Shapes.Constant)];
        return known.All(k => k is not null) ? op.Constant([.. known.Select(k => (int)k![0])]) : RawOps.Pack(lengths);
    }

    private static Symbol Product(BackwardOperation op, Symbol[] lengths)
    {
        long[]?[] known = [.. lengths.Select(Shapes.Constant)];
        return known.All(k => k is not null)
            ? op.Constant((int)known.Aggregate(1L, (product, k) => product * k![0]))
            : RawOps.Prod(RawOps.Pack(lengths), op.Constant([0]));
    }

    private static Gradient GatherNd(BackwardOperation op)
    {
        Symbol x = op[0], indices = op[1];
        return indices.Rank == 2 && indices.Shape[1] == 1
            ? new Gradient(new IndexedSlices(op.Dy, RawOps.Squeeze(indices, [-1]), Shapes.Of(x)))
            : RawOps.ScatterNd(indices, op.Dy, Shapes.Of(x).Cast(indices.DType));
    }

    private static Symbol DynamicPartition(BackwardOperation op)
    {
        Symbol data = op[0], partitions = op[1];
        Symbol shape = RawOps.Shape(partitions), count = RawOps.Size(partitions);
        Symbol numbers = RawOps.Reshape(RawOps.Range(op.Constant(0), count, op.Constant(1)), shape);
        Symbol[] places = RawOps.DynamicPartition(numbers, partitions, op.OutputCount);
        return RawOps.Reshape(RawOps.DynamicStitch(places, Zeroed(op)), Shapes.Of(data));
    }

    // Where an index occurs twice, the last one wins and alone has a gradient.
    private static Gradient?[] DynamicStitch(BackwardOperation op)
    {
        int count = op.InputCount / 2;
        Symbol zero = op.Constant(0);
        Gradient?[] result = new Gradient?[op.InputCount];
        Symbol[] lists = [.. op.Inputs[..count].Select(i => RawOps.Reshape(i, op.Constant([-1])))];
        Symbol all = RawOps.ConcatV2(lists, zero);
        if (count == 1)
            all = lists[0];
        Symbol numbers = RawOps.Range(zero, RawOps.Size(all), op.Constant(1));
        Symbol winners = RawOps.UnsortedSegmentMax(numbers, all, RawOps.Maximum(RawOps.Max(all, op.Constant([0])) + 1, op.Constant(0)));
        Symbol start = zero;
        for (int i = 0; i < count; i++)
        {
            Symbol rows = RawOps.GatherV2(op.Dy, op[i], zero);
            Symbol own = RawOps.Reshape(RawOps.Range(start, start + RawOps.Size(op[i]), op.Constant(1)), RawOps.Shape(op[i]));
            Symbol wins = RawOps.Equal(RawOps.GatherV2(winners, op[i], zero), own);
            Symbol ones = RawOps.Fill(RawOps.Reshape(Shapes.Rank(rows) - Shapes.Rank(op[i]), op.Constant([1])), op.Constant(1));
            Symbol mask = RawOps.Reshape(wins, RawOps.ConcatV2([RawOps.Shape(op[i]), ones], zero));
            result[count + i] = RawOps.SelectV2(mask, rows, rows.Number(0));
            start += RawOps.Size(op[i]);
        }

        return result;
    }
}
