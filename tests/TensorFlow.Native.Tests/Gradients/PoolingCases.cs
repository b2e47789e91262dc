namespace TensorFlow.Tests.Differentiation;

/// <summary>
/// Pooling of two and three axes, with windows that overlap, leave gaps, reach over the edge, and are as many as elements.
/// </summary>
internal static class PoolingCases
{
    public static IReadOnlyList<GradientCase> All { get; } =
    [
        .. from window in new (int Size, int Stride)[] { (2, 2), (3, 1), (1, 1), (1, 2), (3, 2) }
           from padding in new[] { "SAME", "VALID" }
           from gradientCase in Of(window.Size, window.Stride, padding)
           select gradientCase,
        new("AvgPoolGrad", [[2, 2, 2, 1]], s => RawOps.Square(RawOps.AvgPoolGrad(
            CaseOps.List(2, 4, 5, 1), RawOps.Square(s[0]), [1, 2, 2, 1], [1, 2, 2, 1], "VALID"))),
        new("AvgPool3DGrad", [[1, 2, 2, 2, 1]], s => RawOps.Square(RawOps.AvgPool3DGrad(
            CaseOps.List(1, 3, 4, 4, 1), s[0].Cast(DType.Float32), [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "SAME").Cast(DType.Float64)))
        {
            Step = 0.125,
            Tolerance = 2e-5,
        },
        new("MaxPool of an unknown shape", [[1, 3, 4, 1]], s => RawOps.Square(
            RawOps.MaxPool(CaseOps.Vague(s[0]), [1, 2, 2, 1], [1, 1, 1, 1], "SAME"))) { Compiles = false },
    ];

    private static IEnumerable<GradientCase> Of(int size, int stride, string padding)
    {
        string name = $", {size} by {stride}, {padding}";
        long[] window = [1, size, size, 1], strides = [1, stride, stride, 1];
        yield return new("AvgPool" + name, [[2, 3, 4, 1]], s => Squares(RawOps.AvgPool(s[0], window, strides, padding)));

        // There is no kernel of float64; central differences of squares are exact for any step.
        yield return new("AvgPool3D" + name, [[1, 3, 3, 3, 1]], s => Squares(RawOps.AvgPool3D(
            s[0].Cast(DType.Float32), [1, size, size, size, 1], [1, stride, stride, stride, 1], padding).Cast(DType.Float64)))
        {
            Step = 0.125,
            Tolerance = 2e-5,
        };

        // XLA's second derivative of the largest knows float32 only.
        yield return new("MaxPool" + name, [[2, 3, 4, 1]], s => Squares(RawOps.MaxPool(s[0], window, strides, padding)))
        {
            Compiles = false,
        };
    }

    // Of a gradient that nothing else reads, too.
    private static Symbol[] Squares(Symbol pooled) => [RawOps.Square(pooled)];
}
