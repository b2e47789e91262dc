namespace TensorFlow;

/// <content>Joining and cutting.</content>
internal static partial class ArrayGradients
{
    private static void RegisterParts(GradientTable table) => table
        .Add("Pack", op => [.. RawOps.Unpack(op.Dy, op.InputCount, op.Long("axis")).Select(s => (Gradient?)s)])
        .Add("ParallelConcat", op => [.. RawOps.Split(op.Constant(0), op.Dy, op.InputCount).Select(s => (Gradient?)s)])
        .Add("Unpack", op => [RawOps.Pack(Zeroed(op), op.Long("axis"))])
        .Add("Concat", op => [null, .. Concat(op, first: 1, axis: 0)])
        .Add("ConcatV2", op => Concat(op, first: 0, axis: op.InputCount - 1))
        .Add("Split", op => [null, Joined(op, op[0])])
        .Add("SplitV", op => [Joined(op, op[2])])
        .Add("Slice", op => [Slice(op)])
        .Add("XlaDynamicUpdateSlice", DynamicUpdateSlice)
        .Add("StridedSlice", op => [op.Output().Shape is { IsFullyKnown: true, ElementCount: 0 }
            ? RawOps.ZerosLike(op[0]) // XLA counts the elements of empty slices wrongly.
            : StridedSliceGrad(op, Shapes.Of(op[0]).Cast(op[1].DType), op[1], op[2], op[3], op.Dy)])
        .Add("StridedSliceGrad", op => [null, null, null, null, StridedSlice(op, op.Dy, op[1], op[2], op[3])])
        .Add("TensorStridedSliceUpdate", op =>
        [
            op.Needs(0) ? TensorStridedSliceUpdate(op) : null,
            null, null, null,
            op.Needs(4) ? Broadcasting.Reduce(StridedSlice(op, op.Dy, op[1], op[2], op[3]),
                op[4], StridedSlice(op, op[0], op[1], op[2], op[3])) : null,
        ]);

    // One part is the whole, and the library joins at least two.
    private static Symbol Joined(BackwardOperation op, Symbol axis) => op.OutputCount == 1 ? op.Dy : RawOps.ConcatV2(Zeroed(op), axis);

    private static Symbol[] Zeroed(BackwardOperation op) => [.. Enumerable.Range(0, op.OutputCount).Select(op.GradientOrZeros)];

    private static Gradient?[] Concat(BackwardOperation op, int first, int axis)
    {
        int count = op.InputCount - 1;
        Symbol[] parts = op.Inputs[first..(first + count)];
        if (count == 1)
            return [op.Dy];
        if (Shapes.Constant(op[axis]) is [long known] && parts.All(p => p.Rank > 0))
        {
            int position = (int)(known < 0 ? known + parts[0].Rank : known);
            if (parts.All(p => p.Shape[position] >= 0))
            {
                int[] sizes = [.. parts.Select(p => (int)p.Shape[position])];
                return [.. RawOps.SplitV(op.Dy, op.Constant(sizes), op.Constant(position), count).Select(s => (Gradient?)s)];
            }
        }

        Symbol rank = Shapes.Rank(parts[0]);
        Symbol[] shapes = [.. parts.Select(p => RawOps.Shape(p))];
        Symbol[] offsets = RawOps.ConcatOffset(RawOps.FloorMod(op[axis].Cast(DType.Int32) + rank, rank), shapes);
        return [.. offsets.Zip(shapes).Select(p => (Gradient?)RawOps.Slice(op.Dy, p.First, p.Second))];
    }

    // The place of an update that would go beyond the end is moved.
    private static Gradient?[] DynamicUpdateSlice(BackwardOperation op)
    {
        Symbol input = op[0], update = op[1], begin = op[2];
        Symbol last = (Shapes.Of(input) - Shapes.Of(update)).Cast(begin.DType);
        Symbol place = RawOps.Minimum(RawOps.Maximum(begin, RawOps.ZerosLike(begin)), last);
        return
        [
            op.Needs(0) ? RawOps.XlaDynamicUpdateSlice(op.Dy, RawOps.ZerosLike(update), begin) : null,
            op.Needs(1) ? RawOps.Slice(op.Dy, place, Shapes.Of(update).Cast(begin.DType)) : null,
        ];
    }

    private static Symbol Slice(BackwardOperation op)
    {
        Symbol begin = op[1].Cast(DType.Int32);
        Symbol after = Shapes.Of(op[0]) - begin - Shapes.Of(op.Output());
        if (Shapes.Constant(op[1]) is { } begins && op[0].Shape.IsFullyKnown && op.Output().Shape.IsFullyKnown)
        {
            int[] paddings = [.. begins.SelectMany((b, i) => (int[])[(int)b, (int)(op[0].Shape[i] - b - op.Output().Shape[i])])];
            return RawOps.Pad(op.Dy, RawOps.Reshape(op.Constant(paddings), op.Constant([begins.Length, 2])));
        }

        return RawOps.Pad(op.Dy, RawOps.Pack([begin, after], 1));
    }

    private static Symbol StridedSlice(BackwardOperation op, Symbol input, Symbol begin, Symbol end, Symbol strides) => RawOps.StridedSlice(
        input, begin, end, strides, op.Long("begin_mask"), op.Long("end_mask"),
            op.Long("ellipsis_mask"), op.Long("new_axis_mask"), op.Long("shrink_axis_mask"));

    private static Symbol StridedSliceGrad(BackwardOperation op, Symbol shape, Symbol begin, Symbol end, Symbol strides, Symbol dy) =>
        RawOps.StridedSliceGrad(
        shape, begin, end, strides, dy, op.Long("begin_mask"), op.Long("end_mask"),
            op.Long("ellipsis_mask"), op.Long("new_axis_mask"), op.Long("shrink_axis_mask"));

    private static Symbol TensorStridedSliceUpdate(BackwardOperation op) => RawOps.TensorStridedSliceUpdate(
        op.Dy, op[1], op[2], op[3], RawOps.ZerosLike(op[4]),
        op.Long("begin_mask"), op.Long("end_mask"), op.Long("ellipsis_mask"), op.Long("new_axis_mask"), op.Long("shrink_axis_mask"));
}
