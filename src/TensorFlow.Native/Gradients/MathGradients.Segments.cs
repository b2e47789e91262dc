namespace TensorFlow;

/// <content>Sums, means, extremes and products of segments of rows.</content>
internal static partial class MathGradients
{
    private static void RegisterSegments(GradientTable table)
    {
        table
            .Add("SegmentSum", op => [Rows(op.Dy, op[1])])
            .Add("SegmentMean", op =>
                [Rows(op.Dy / AsColumn(RawOps.SegmentSum(RawOps.OnesLike(op[1].Cast(op.Dy.DType)), op[1]), op.Dy), op[1])])
            .Add("SegmentMin", op => [SegmentExtreme(op, counts => RawOps.SegmentSum(counts, op[1]))])
            .Add("SegmentMax", op => [SegmentExtreme(op, counts => RawOps.SegmentSum(counts, op[1]))])
            .Add("SegmentProd", op => [SegmentProduct(op, x => RawOps.SegmentSum(x, op[1]), x => RawOps.SegmentProd(x, op[1]))]);
        foreach (string suffix in (string[])["Sum", "Min", "Max", "Prod"])
        {
            OperationGradient gradient = suffix switch
            {
                "Sum" => op => [RowsOrZero(op.Dy, op[1])],
                "Prod" => op =>
                    [SegmentProduct(op, x => RawOps.UnsortedSegmentSum(x, op[1], op[2]), x => RawOps.UnsortedSegmentProd(x, op[1], op[2]))],
                _ => op => [SegmentExtreme(op, counts => RawOps.UnsortedSegmentSum(counts, op[1], op[2]))],
            };
            table.Add($"UnsortedSegment{suffix}", gradient).Add($"Segment{suffix}V2", gradient);
        }

        foreach (string suffix in (string[])["", "WithNumSegments"])
        {
            table.Add("SparseSegmentSum" + suffix, op => [SparseSegment(op, scale: null)])
                .Add("SparseSegmentMean" + suffix, op => [SparseSegment(op, counts => counts)])
                .Add("SparseSegmentSqrtN" + suffix, op => [SparseSegment(op, counts => RawOps.Sqrt(counts))]);
        }
    }

    private static Symbol Rows(Symbol table, Symbol ids) => RawOps.GatherV2(table, ids, table.Graph.Constant(0, DType.Int32));

    // Negative ids belong to no segment.
    private static Symbol RowsOrZero(Symbol table, Symbol ids)
    {
        Symbol rows = Rows(table, RawOps.Maximum(ids, ids.Number(0)));
        Symbol belongs = RawOps.GreaterEqual(ids, ids.Number(0));
        return RawOps.SelectV2(AsColumn(belongs, rows), rows, rows.Number(0));
    }

    // With axes of length 1 behind, so that it broadcasts along the rows.
    private static Symbol AsColumn(Symbol x, Symbol rows)
    {
        Symbol missing = RawOps.Sub(Shapes.Rank(rows), Shapes.Rank(x)), one = x.Graph.Constant(1, DType.Int32);
        Symbol ones = rows.Rank >= 0 && x.Rank >= 0
            ? x.Graph.Constant([.. Enumerable.Repeat(1, rows.Rank - x.Rank)])
            : RawOps.Fill(RawOps.Reshape(missing, x.Graph.Constant([1])), one);
        return RawOps.Reshape(x, RawOps.ConcatV2([Shapes.Of(x), ones], x.Graph.Constant(0, DType.Int32)));
    }

    // Rows that share a segment's extreme share its gradient.
    private static Symbol SegmentExtreme(BackwardOperation op, Func<Symbol, Symbol> sum)
    {
        Symbol isExtreme = RawOps.Equal(op[0], RowsOrZero(op.Output(), op[1]));
        Symbol ids = op[1], belongs = AsColumn(RawOps.GreaterEqual(ids, ids.Number(0)), op[0]);
        isExtreme = RawOps.LogicalAnd(isExtreme, belongs);
        Symbol shares = op.Dy / RawOps.Maximum(sum(isExtreme.Cast(op.Dy.DType)), op.Dy.Number(1));
        return RawOps.SelectV2(isExtreme, RowsOrZero(shares, ids), op.Dy.Number(0));
    }

    // Of a segment without zeros: the product over the element. With one zero: the product of the others, for the zero. With more: nothing.
    private static Symbol SegmentProduct(BackwardOperation op, Func<Symbol, Symbol> sum, Func<Symbol, Symbol> product)
    {
        Symbol x = op[0], ids = op[1];
        Symbol isZero = RawOps.Equal(x, x.Number(0));
        Symbol zeros = sum(isZero.Cast(DType.Int32));
        Symbol dy = RawOps.SelectV2(RawOps.Greater(zeros, zeros.Number(1)), op.Dy.Number(0), op.Dy);
        Symbol others = RawOps.SelectV2(isZero, x.Number(1), x);
        Symbol hasZero = RowsOrZero(RawOps.Greater(zeros, zeros.Number(0)).Cast(x.DType), ids);
        Symbol whole = RowsOrZero(product(others), ids);
        Symbol derivative = RawOps.SelectV2(isZero, whole, whole * (1 - hasZero) / others);
        return RowsOrZero(dy, ids) * derivative;
    }

    private static Symbol SparseSegment(BackwardOperation op, Func<Symbol, Symbol>? scale)
    {
        Symbol data = op[0], indices = op[1], segments = op[2], dy = op.Dy;
        if (scale is not null)
        {
            Symbol ones = RawOps.OnesLike(segments.Cast(dy.DType));
            Symbol counts = RawOps.UnsortedSegmentSum(ones, segments, Shapes.Length(dy, 0));
            dy /= AsColumn(scale(RawOps.Maximum(counts, counts.Number(1))), dy);
        }

        return RawOps.UnsortedSegmentSum(Rows(dy, segments), indices, Shapes.Length(data, 0));
    }
}
