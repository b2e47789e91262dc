namespace TensorFlow;

/// <content>Projective transforms.</content>
internal static partial class ImageGradients
{
    // Each output pixel is a weighted sum of up to four pixels of the image; the gradient takes each share back to its pixel. TensorFlow's
    // own gradient transforms by the inverse instead, which is right for shifts, flips and quarter turns only. As there, the gradient by
    // the transforms is not computed.
    private static Gradient?[] ProjectiveTransform(BackwardOperation op)
    {
        if (!op.Needs(0))
            return [null];
        Symbol images = op[0], shape = Shapes.Of(images), dy = op.Dy.Cast(DType.Float32);
        Symbol height = Shapes.Length(images, 1), width = Shapes.Length(images, 2);
        (Symbol y, Symbol x, Symbol defined) = Points(op);
        (y, x) = (Mapped(y, height.Cast(DType.Float32), op.Text("fill_mode")), Mapped(x, width.Cast(DType.Float32), op.Text("fill_mode")));
        Symbol gradient = op.Text("interpolation") == "NEAREST"
            ? Share(Rounded(y), Rounded(x), defined)
            : Corners(y, x, defined);
        return [gradient.Cast(images.DType)];

        Symbol Corners(Symbol py, Symbol px, Symbol weight)
        {
            Symbol top = RawOps.Floor(py), left = RawOps.Floor(px), down = py - top, right = px - left;
            return Share(top, left, weight * (1 - down) * (1 - right)) + Share(top, left + 1, weight * (1 - down) * right)
                + Share(top + 1, left, weight * down * (1 - right)) + Share(top + 1, left + 1, weight * down * right);
        }

        // Pixels outside of the image get nothing.
        Symbol Share(Symbol row, Symbol column, Symbol weight)
        {
            Symbol i = row.Cast(DType.Int32), j = column.Cast(DType.Int32), none = row.Graph.Constant(0, DType.Int32);
            Symbol isInside = RawOps.LogicalAnd(
                RawOps.LogicalAnd(RawOps.GreaterEqual(i, none), RawOps.Less(i, height)),
                RawOps.LogicalAnd(RawOps.GreaterEqual(j, none), RawOps.Less(j, width)));
            Symbol share = RawOps.SelectV2(isInside, weight, RawOps.ZerosLike(weight));
            Symbol image = RawOps.ZerosLike(i)
                + RawOps.Reshape(Numbers(Shapes.Length(images, 0)), row.Graph.Constant([-1, 1, 1]));
            Symbol places = RawOps.Pack(
                [image, RawOps.SelectV2(isInside, i, none), RawOps.SelectV2(isInside, j, none)], axis: -1);
            return RawOps.ScatterNd(places, dy * RawOps.ExpandDims(share, row.Graph.Constant(-1, DType.Int32)), shape);
        }
    }

    // The points of the image that the output's pixels are read from, and where there is one: 1, otherwise 0.
    private static (Symbol Y, Symbol X, Symbol Defined) Points(BackwardOperation op)
    {
        Graph graph = op.Graph;
        Symbol images = op[0], transforms = op[1];
        Symbol batch = RawOps.Pack([Shapes.Length(images, 0), graph.Constant(8, DType.Int32)]);
        Symbol[] t = RawOps.Unpack(RawOps.BroadcastTo(transforms, batch), 8, axis: 1);
        for (int i = 0; i < t.Length; i++)
            t[i] = RawOps.Reshape(t[i], graph.Constant([-1, 1, 1]));
        Symbol y = RawOps.Reshape(Numbers(Shapes.Length(op.Dy, 1)).Cast(DType.Float32), graph.Constant([1, -1, 1]));
        Symbol x = RawOps.Reshape(Numbers(Shapes.Length(op.Dy, 2)).Cast(DType.Float32), graph.Constant([1, 1, -1]));
        Symbol scale = (t[6] * x) + (t[7] * y) + 1;
        Symbol isDefined = RawOps.NotEqual(scale, scale.Number(0));
        Symbol divisor = RawOps.SelectV2(isDefined, scale, RawOps.OnesLike(scale));
        return (((t[3] * x) + (t[4] * y) + t[5]) / divisor, ((t[0] * x) + (t[1] * y) + t[2]) / divisor, isDefined.Cast(DType.Float32));
    }

    // The fill mode's place in the image of a place along an axis of some length, as the kernel computes it.
    private static Symbol Mapped(Symbol place, Symbol length, string fillMode)
    {
        Symbol zero = place.Number(0), last = length - 1;
        switch (fillMode)
        {
            case "CONSTANT":
                return place;
            case "REFLECT":
                Symbol twice = length * 2;
                Symbol raised = RawOps.SelectV2(RawOps.Less(place, twice), (twice * Whole(-place / twice)) + place, place);
                Symbol before = RawOps.SelectV2(RawOps.Less(raised, -length), raised + twice, -raised - 1);
                Symbol lowered = place - (twice * Whole(place / twice));
                Symbol behind = RawOps.SelectV2(RawOps.GreaterEqual(lowered, length), twice - lowered - 1, lowered);
                place = Outside(before, behind);
                break;
            case "WRAP":
                Symbol divisor = RawOps.Maximum(last, last.Number(1));
                place = Outside(place + (length * (Whole(-place / divisor) + 1)), place - (length * Whole(place / divisor)));
                break;
        }

        return RawOps.Minimum(RawOps.Maximum(place, zero), last);

        Symbol Outside(Symbol before, Symbol behind) => RawOps.SelectV2(
            RawOps.Less(place, zero), before, RawOps.SelectV2(RawOps.Greater(place, last), behind, place));

        // Towards zero, as a cast in C++.
        static Symbol Whole(Symbol x) => x.Cast(DType.Int32).Cast(x.DType);
    }

    // Halves are rounded away from zero.
    private static Symbol Rounded(Symbol x) => RawOps.Sign(x) * RawOps.Floor(RawOps.Abs(x) + 0.5f);

    private static Symbol Numbers(Symbol count) =>
        RawOps.Range(count.Graph.Constant(0, DType.Int32), count, count.Graph.Constant(1, DType.Int32));
}
