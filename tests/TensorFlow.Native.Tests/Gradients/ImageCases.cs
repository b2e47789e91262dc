namespace TensorFlow.Tests.Differentiation;

/// <summary>Images: colors, sizes and projective transforms. Ops of float32 are proved with the larger steps that linear
/// ones allow.</summary>
internal static class ImageCases
{
    private static readonly float[] Turned = [0.8f, -0.5f, 1.3f, 0.4f, 0.9f, -0.7f, 0.01f, -0.02f];
    private static readonly float[] Shifted = [1.3f, 0.2f, -2.4f, -0.1f, 0.7f, 1.6f, 0, 0];

    public static IReadOnlyList<GradientCase> All { get; } =
    [
        new("RGBToHSV", [[2, 2, 3]], s => RawOps.Square(RawOps.RGBToHSV(s[0]))) { Values = [Colors] },
        new("HSVToRGB", [[2, 2, 3]], s => RawOps.Square(RawOps.HSVToRGB(s[0]))) { Values = [Colors] },
        Float("ResizeArea, smaller", [[2, 5, 7, 2]], x => RawOps.ResizeArea(x, CaseOps.List(2, 3))),
        Float("ResizeArea, larger, corners", [[1, 3, 2, 2]], x => RawOps.ResizeArea(x, CaseOps.List(5, 4), alignCorners: true)),
        Float("ResizeBilinear", [[2, 3, 4, 1]], x => RawOps.ResizeBilinear(x, CaseOps.List(5, 3), halfPixelCenters: true)),
        Float("ResizeBicubic", [[1, 4, 3, 2]], x => RawOps.ResizeBicubic(x, CaseOps.List(3, 5), halfPixelCenters: true)),
        Float("ResizeNearestNeighbor", [[1, 3, 4, 2]], x => RawOps.ResizeNearestNeighbor(x, CaseOps.List(5, 2))),
        Float("ScaleAndTranslate", [[1, 4, 4, 2]], x => RawOps.ScaleAndTranslate(
            x, CaseOps.List(3, 5), CaseOps.Numbers(0.7f, 1.2f), CaseOps.Numbers(0.3f, -0.4f))),
        Float("ResizeBilinearGrad", [[2, 5, 3, 1]], x => RawOps.ResizeBilinearGrad(x, Blank(2, 3, 4, 1))),
        Float("ResizeBicubicGrad", [[1, 3, 5, 2]], x => RawOps.ResizeBicubicGrad(x, Blank(1, 4, 3, 2))),
        Float("ResizeNearestNeighborGrad", [[1, 5, 2, 2]], x => RawOps.ResizeNearestNeighborGrad(x, CaseOps.List(3, 4))),
        Float("ScaleAndTranslateGrad", [[1, 3, 5, 2]], x => RawOps.ScaleAndTranslateGrad(
            x, Blank(1, 4, 4, 2), CaseOps.Numbers(0.7f, 1.2f), CaseOps.Numbers(0.3f, -0.4f))),
        .. from mode in new[] { "CONSTANT", "NEAREST", "REFLECT", "WRAP" }
           from interpolation in new[] { "BILINEAR", "NEAREST" }
           select Float($"ImageProjectiveTransformV3, {mode}, {interpolation}", [[2, 4, 5, 2]], x => RawOps.ImageProjectiveTransformV3(
               x, Transforms(), CaseOps.List(5, 6), x.Graph.Constant(0.5f, DType.Float32), interpolation, mode)),
        Float("ImageProjectiveTransformV3, one for all", [[2, 4, 5, 1]], x => RawOps.ImageProjectiveTransformV3(
            x, RawOps.Reshape(CaseOps.Numbers(Turned), CaseOps.List(1, 8)), CaseOps.List(3, 3), x.Graph.Constant(0f, DType.Float32),
            "BILINEAR")),
        Float("MaxPool3DGrad", [[1, 2, 4, 4, 1], [1, 1, 2, 2, 1]], (x, dy) => RawOps.MaxPool3DGrad(
            x, Pool(x), dy, [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "VALID"), Apart),
        Float("MaxPool3DGradGrad", [[1, 2, 4, 4, 1], [1, 2, 4, 4, 1]], (x, dy) => RawOps.MaxPool3DGradGrad(
            x, Pool(x), dy, [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "VALID"), Apart),
    ];

    // Channels that are apart from one another, so that none changes its order.
    private static double[] Colors => [0.9, 0.3, 0.1, 0.2, 0.8, 0.55, 0.15, 0.35, 0.7, 0.6, 0.25, 0.45];

    private static double[][] Apart =>
    [
        [.. Enumerable.Range(0, 32).Select(i => ((i * 13) % 32) - 16.0)],
        [.. Enumerable.Range(0, 32).Select(i => (((i * 7) % 32) / 16.0) - 1)],
    ];

    private static GradientCase Float(string name, Shape[] shapes, Func<Symbol, Symbol> body) =>
        Linear(name, shapes, s => body(s[0]));

    private static GradientCase Float(string name, Shape[] shapes, Func<Symbol, Symbol, Symbol> body, double[][] values) =>
        Linear(name, shapes, s => body(s[0], s[1])) with
        {
            Values = [.. values.Zip(shapes, (v, s) => v[..(int)s.ElementCount])],
        };

    // The square of a linear function: central differences of any step are exact but for rounding.
    private static GradientCase Linear(string name, Shape[] shapes, Func<Symbol[], Symbol> body) =>
        new(name, shapes, s => RawOps.Square(body([.. s.Select(x => x.Cast(DType.Float32))]).Cast(DType.Float64)))
        {
            Compiles = false,
            Step = 0.125,
            Tolerance = 2e-5,
        };

    private static Symbol Blank(params int[] shape) =>
        RawOps.Fill(CaseOps.List(shape), Graph.Current.Constant(0, DType.Float32));

    private static Symbol Pool(Symbol x) => RawOps.MaxPool3D(x, [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "VALID");

    private static Symbol Transforms() =>
        RawOps.Reshape(CaseOps.Numbers([.. Turned, .. Shifted]), CaseOps.List(2, 8));
}
