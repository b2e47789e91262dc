using static TensorFlow.Tests.Differentiation.CaseOps;

namespace TensorFlow.Tests.Differentiation;

/// <summary>Convolutions: of two and three axes, of each channel by itself, with strides, margins and dilations.</summary>
internal static class ConvolutionCases
{
    public static IReadOnlyList<GradientCase> All { get; } =
    [
        new("Conv2D", [[2, 5, 4, 2], [3, 2, 2, 3]], s => Square(RawOps.Conv2D(s[0], s[1], [1, 1, 1, 1], "VALID"))),
        new("Conv2D with strides, same", [[2, 5, 4, 2], [3, 2, 2, 3]], s => Square(RawOps.Conv2D(s[0], s[1], [1, 2, 2, 1], "SAME"))),
        new("Conv2D with explicit margins", [[1, 4, 4, 2], [3, 2, 2, 2]], s =>
            Square(RawOps.Conv2D(s[0], s[1], [1, 1, 1, 1], "EXPLICIT", explicitPaddings: [0, 0, 2, 1, 0, 1, 0, 0]))),
        new("Conv2D with dilations", [[2, 7, 5, 2], [3, 2, 2, 3]],
            s => Square(RawOps.Conv2D(s[0], s[1], [1, 1, 1, 1], "VALID", dilations: [1, 2, 3, 1]))),
        new("Conv2D with dilations, same", [[2, 7, 5, 2], [3, 2, 2, 3]],
            s => Square(RawOps.Conv2D(s[0], s[1], [1, 1, 1, 1], "SAME", dilations: [1, 2, 3, 1]))),
        new("Conv2D with dilations of an unknown shape", [[1, 6, 5, 2], [2, 2, 2, 2]], s =>
            Square(RawOps.Conv2D(Vague(s[0]), s[1], [1, 1, 1, 1], "SAME", dilations: [1, 2, 2, 1]))) { Compiles = false },
        new("Conv2D with dilations and explicit margins", [[1, 6, 5, 2], [2, 2, 2, 2]], s =>
            Square(RawOps.Conv2D(s[0], s[1], [1, 1, 1, 1], "EXPLICIT",
                explicitPaddings: [0, 0, 2, 1, 0, 1, 0, 0], dilations: [1, 2, 2, 1]))),
        new("Conv2D with dilations and strides", [[1, 7, 7, 2], [2, 3, 2, 2]], s =>
            Square(RawOps.Conv2D(s[0], s[1], [1, 2, 2, 1], "SAME", dilations: [1, 2, 2, 1]))),
        new("Conv2DBackpropInput", [[3, 2, 2, 3], [2, 3, 2, 3]], s =>
            Square(RawOps.Conv2DBackpropInput(List(2, 5, 4, 2), s[0], s[1], [1, 2, 2, 1], "SAME"))),
        new("Conv2DBackpropFilter", [[2, 5, 4, 2], [2, 3, 2, 3]], s =>
            Square(RawOps.Conv2DBackpropFilter(s[0], List(3, 2, 2, 3), s[1], [1, 2, 2, 1], "SAME"))),
        new("Conv3D", [[1, 4, 3, 3, 2], [2, 3, 2, 2, 2]], s => Square(RawOps.Conv3D(s[0], s[1], [1, 2, 1, 1, 1], "SAME"))),
        new("Conv3D, valid", [[1, 4, 3, 3, 2], [2, 3, 2, 2, 2]], s => Square(RawOps.Conv3D(s[0], s[1], [1, 1, 1, 1, 1], "VALID"))),
        new("Conv3DBackpropInputV2", [[2, 2, 2, 2, 2], [1, 2, 3, 2, 2]], s =>
            Square(RawOps.Conv3DBackpropInputV2(List(1, 4, 3, 3, 2), s[0], s[1], [1, 2, 1, 2, 1], "SAME"))),
        new("Conv3DBackpropFilterV2", [[1, 4, 3, 3, 2], [1, 2, 3, 2, 2]], s =>
            Square(RawOps.Conv3DBackpropFilterV2(s[0], List(2, 2, 2, 2, 2), s[1], [1, 2, 1, 2, 1], "SAME"))),
        new("DepthwiseConv2dNative", [[2, 5, 4, 2], [3, 2, 2, 2]],
            s => Square(RawOps.DepthwiseConv2DNative(s[0], s[1], [1, 1, 1, 1], "VALID"))),
        new("DepthwiseConv2dNative with strides, same", [[2, 5, 4, 2], [3, 2, 2, 2]],
            s => Square(RawOps.DepthwiseConv2DNative(s[0], s[1], [1, 2, 2, 1], "SAME"))),
        new("DepthwiseConv2dNativeBackpropInput", [[3, 2, 2, 2], [2, 3, 2, 4]], s =>
            Square(RawOps.DepthwiseConv2DNativeBackpropInput(List(2, 5, 4, 2), s[0], s[1], [1, 2, 2, 1], "SAME"))),
        new("DepthwiseConv2dNativeBackpropFilter", [[2, 5, 4, 2], [2, 3, 2, 4]], s =>
            Square(RawOps.DepthwiseConv2DNativeBackpropFilter(s[0], List(3, 2, 2, 2), s[1], [1, 2, 2, 1], "SAME"))),
    ];

    private static Symbol Square(Symbol x) => RawOps.Square(x);
}
