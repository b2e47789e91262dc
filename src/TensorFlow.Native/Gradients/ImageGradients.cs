namespace TensorFlow;

/// <summary>Gradients of operations on images, of any order: colors and sizes; see the other part for projective transforms.</summary>
internal static partial class ImageGradients
{
    public static void Register(GradientTable table) => table
        .Add("RGBToHSV", FromRgb)
        .Add("HSVToRGB", FromHsv)
        .Add("ResizeArea", Area)
        .Add("ResizeBilinear", op => [RawOps.ResizeBilinearGrad(
            op.Dy, op[0], op.Bool("align_corners"), op.Bool("half_pixel_centers"))])
        .Add("ResizeNearestNeighbor", op => [RawOps.ResizeNearestNeighborGrad(
            op.Dy, Size(op[0]), op.Bool("align_corners"), op.Bool("half_pixel_centers"))])
        .Add("ResizeBilinearGrad", op => OfResizing(op, RawOps.ResizeBilinear(
            op.Dy, Size(op[0]), op.Bool("align_corners"), op.Bool("half_pixel_centers"))))
        .Add("ResizeBicubicGrad", op => OfResizing(op, RawOps.ResizeBicubic(
            op.Dy, Size(op[0]), op.Bool("align_corners"), op.Bool("half_pixel_centers"))))
        .Add("ResizeNearestNeighborGrad", op => OfResizing(op, RawOps.ResizeNearestNeighbor(
            op.Dy, Size(op[0]), op.Bool("align_corners"), op.Bool("half_pixel_centers"))))
        .Add("ScaleAndTranslateGrad", op => OfResizing(op, RawOps.ScaleAndTranslate(
            op.Dy, Size(op[0]), op[2], op[3], op.Text("kernel_type"), op.Bool("antialias"))))
        .Add("ImageProjectiveTransformV3", ProjectiveTransform);

    // Resizing is linear: the gradient of its gradient is resizing.
    private static Gradient?[] OfResizing(BackwardOperation op, Symbol resized) => [resized.Cast(op[0].DType)];

    // Areas are averaged along rows and columns apart; the weights of each are a resized unit matrix.
    private static Gradient?[] Area(BackwardOperation op)
    {
        Symbol x = op[0], size = op[1], dy = op.Dy;
        Symbol rows = Weights(Shapes.Length(x, 1), Shapes.Element(size, 0));
        Symbol columns = Weights(Shapes.Length(x, 2), Shapes.Element(size, 1));
        return [RawOps.Einsum([RawOps.Einsum([dy, rows], "bhwc,hi->biwc"), columns], "biwc,wj->bijc").Cast(x.DType)];

        Symbol Weights(Symbol from, Symbol to)
        {
            Symbol one = x.Graph.Constant(1, DType.Int32);
            Symbol unit = RawOps.MatrixDiag(RawOps.Fill(RawOps.Pack([from]), x.Graph.Constant(1, DType.Float32)));
            Symbol images = RawOps.Reshape(unit, RawOps.Pack([one, from, one, from]));
            Symbol resized = RawOps.ResizeArea(images, RawOps.Pack([to, one]), op.Bool("align_corners"));
            return RawOps.Reshape(resized, RawOps.Pack([to, from]));
        }
    }

    // With the largest and the smallest channel V and m, and the range c = V - m: S = c / V, H = (difference of two channels) / 6c + a
    // constant. Which channels those are where two are equal is chosen as by TensorFlow.
    private static Gradient?[] FromRgb(BackwardOperation op)
    {
        Symbol x = op[0];
        Symbol[] rgb = Channels(x), dy = Channels(op.Dy);
        (Symbol r, Symbol g, Symbol b) = (rgb[0], rgb[1], rgb[2]);
        Symbol[] isLargest = [Both(AtLeast(r, b), AtLeast(r, g)), Both(Above(g, r), AtLeast(g, b)), Both(Above(b, r), Above(b, g))];
        Symbol[] isSmallest = [Both(Above(b, r), Above(g, r)), Both(AtLeast(r, g), Above(b, g)), Both(AtLeast(r, b), AtLeast(g, b))];
        Symbol value = Chosen(isLargest), range = value - Chosen(isSmallest);
        Symbol difference = (isLargest[0] * (g - b)) + (isLargest[1] * (b - r)) + (isLargest[2] * (r - g));
        (Symbol dh, Symbol ds, Symbol dv) = (dy[0], dy[1], dy[2]);
        Symbol byRange = RawOps.DivNoNan(ds, value) - RawOps.DivNoNan(dh * difference, RawOps.Square(range) * 6);
        Symbol byValue = dv + byRange - RawOps.DivNoNan(ds * range, RawOps.Square(value));
        Symbol byDifference = RawOps.DivNoNan(dh, range * 6);
        Symbol[] signs = [isLargest[2] - isLargest[1], isLargest[0] - isLargest[2], isLargest[1] - isLargest[0]];
        return [Joined(i => (isLargest[i] * byValue) - (isSmallest[i] * byRange) + (signs[i] * byDifference))];

        Symbol Chosen(Symbol[] which) => (which[0] * r) + (which[1] * g) + (which[2] * b);

        Symbol AtLeast(Symbol first, Symbol second) => RawOps.GreaterEqual(first, second).Cast(x.DType);

        Symbol Above(Symbol first, Symbol second) => RawOps.Greater(first, second).Cast(x.DType);

        Symbol Both(Symbol first, Symbol second) => first * second;
    }

    // A channel is ((k - 1) S + 1) V, with k a clipped piecewise linear function of 6 H. TensorFlow has no gradient of this op.
    private static Gradient?[] FromHsv(BackwardOperation op)
    {
        Symbol x = op[0];
        Symbol[] hsv = Channels(x), dy = Channels(op.Dy);
        (Symbol h, Symbol s, Symbol v) = (hsv[0] * 6, hsv[1], hsv[2]);
        Symbol zero = x.Number(0), one = x.Number(1);
        Symbol[] whole = [RawOps.Abs(h - 3) - 1, 2 - RawOps.Abs(h - 2), 2 - RawOps.Abs(h - 4)];
        Symbol[] slopes = [RawOps.Sign(h - 3), -RawOps.Sign(h - 2), -RawOps.Sign(h - 4)];
        Symbol dh = RawOps.ZerosLike(h), ds = dh, dv = dh;
        for (int i = 0; i < whole.Length; i++)
        {
            Symbol k = RawOps.Minimum(RawOps.Maximum(whole[i], zero), one);
            Symbol inside = Both(RawOps.Greater(whole[i], zero), RawOps.Less(whole[i], one)).Cast(x.DType);
            dh += dy[i] * s * v * inside * slopes[i] * 6;
            ds += dy[i] * (k - 1) * v;
            dv += dy[i] * (((k - 1) * s) + 1);
        }

        Symbol[] all = [dh, ds, dv];
        return [Joined(i => all[i])];

        static Symbol Both(Symbol first, Symbol second) => RawOps.LogicalAnd(first, second);
    }

    private static Symbol[] Channels(Symbol x) => RawOps.Unpack(x, 3, axis: -1);

    private static Symbol Joined(Func<int, Symbol> channel) => RawOps.Pack([channel(0), channel(1), channel(2)], axis: -1);

    /// <summary>The height and width of images.</summary>
    private static Symbol Size(Symbol images) => images.Shape.Rank == 4 && images.Shape[1] >= 0 && images.Shape[2] >= 0
        ? images.Graph.Constant([checked((int)images.Shape[1]), checked((int)images.Shape[2])])
        : RawOps.StridedSlice(RawOps.Shape(images), images.Graph.Constant([1]), images.Graph.Constant([3]), images.Graph.Constant([1]));
}
