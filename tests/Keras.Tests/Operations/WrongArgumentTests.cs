using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>Misuse throws while the function is written, with a sentence that tells what was received and what was expected.</summary>
public sealed class WrongArgumentTests
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "axis", "Sum: expected an axis of [2, 3], got 2." },
        { "matmul", "MatMul: expected axis 1 of [2, 3] and axis 0 of [2, 3] to have the same length, got 3 and 2." },
        { "split", "Split: expected a length of axis 1 that 2 parts divide evenly, got [2, 3]." },
        { "conv", "Conv: expected a batch with 1 to 3 spatial axes and channels, got [2, 3]." },
        { "kernel", "Conv: no window of [3] lies inside [1, 2, 3]; use padding 'same', smaller windows or larger inputs." },
        { "gaps", "DepthwiseConv: no window of [4] lies inside [1, 3, 2]" },
        { "pool", "MaxPool: no window of [3] lies inside [1, 2, 3]" },
        { "hue", "RgbToHsv: expected images of 3 channels, got [1, 3, 2]; make three of a single one with Repeat." },
        { "least", "Diff: expected n of at least 0, got -1." },
        { "scan", "AssociativeScan: expected the function to return [1, 3], the shape of both its arguments, got [2, 3]; combine them" },
        { "padding", "Conv: expected the padding valid or same, got 'causal'." },
        { "square", "Inv: expected square matrices, got [2, 3]." },
        { "twice", "Sum: expected each axis once, got [0, -2]." },
        { "transpose", "Transpose: expected 2 axes of [2, 3], got [0]." },
        { "method", "Quantile: expected the method linear, lower, higher, midpoint or nearest, got 'cubic'." },
        { "squeeze", "Squeeze: expected axis 1 to have length 1, got [2, 3]." },
        { "topk", "TopK: expected at most the length of the last axis of [2, 3], got 4." },
        { "pattern", "Rearrange: expected 2 axes on the left and the same names on both sides, got 'a b c -> a b c'." },
        { "index", "Axis 1 of the shape [2, 3] has no position 3." },
        { "indices", "Expected at most 2 indices for the shape [2, 3], got 3." },
        { "step", "A slice's step cannot be 0, got ::0." },
        { "condition", "Cond: expected a boolean scalar as the condition, got float32 []; compare, as in x > 0" },
        { "loop", "WhileLoop: expected a boolean scalar as the condition, got bool [2, 3]" },
        { "classes", "OneHot: expected at least 0 classes, got -1." },
        { "widths", "Pad: expected widths of at least 0, got (-1, 0) for axis 0; take elements away by a slice." },
        { "interpolation", "Resize: expected the interpolation bilinear, nearest, bicubic, area, lanczos3 or lanczos5, got 'linear'." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Says_what_is_wrong(string mistake, string message)
    {
        using Tensor x = Tensor.FromArray(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Exception exception = Assert.ThrowsAny<ArgumentException>(() => Evaluate.On(x, s => Make(mistake, s)));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static Symbol Make(string mistake, Symbol x) => mistake switch
    {
        "axis" => Ops.Sum(x, 2),
        "matmul" => Ops.MatMul(x, x),
        "split" => Ops.Split(x, 2, 1)[0],
        "conv" => Ops.Conv(x, x),
        "kernel" => Ops.Conv(Ops.Reshape(x, [1, 2, 3]), Ops.Ones([3, 3, 1])),
        "gaps" => Ops.DepthwiseConv(Ops.Reshape(x, [1, 3, 2]), Ops.Ones([2, 2, 1]), dilationRate: 3),
        "pool" => Ops.MaxPool(Ops.Reshape(x, [1, 2, 3]), 3),
        "hue" => Ops.Image.RgbToHsv(Ops.Reshape(x, [1, 3, 2])),
        "least" => Ops.Diff(x, -1),
        "scan" => Ops.AssociativeScan((a, b) => Ops.Concatenate([a, b], 0), x),
        "padding" => Ops.Conv(Ops.Reshape(x, [1, 2, 3]), Ops.Reshape(x, [1, 3, 2]), padding: "causal"),
        "square" => Ops.Inv(x),
        "twice" => Ops.Sum(x, [0, -2]),
        "transpose" => Ops.Transpose(x, 0),
        "method" => Ops.Quantile(x, 0.5, method: "cubic"),
        "squeeze" => Ops.Squeeze(x, 1),
        "topk" => Ops.TopK(x, 4).Values,
        "pattern" => Ops.Rearrange(x, "a b c -> a b c"),
        "index" => x[0, 3],
        "indices" => x[0, 0, 0],
        "step" => x[new Slice(Step: 0)],
        "condition" => Ops.Cond(Ops.Sum(x), () => x, () => x),
        "loop" => Ops.WhileLoop(v => v[0] > 0, v => v, [x])[0],
        "classes" => Ops.OneHot(x, -1),
        "widths" => Ops.Pad(x, [(-1, 0), (0, 0)]),
        _ => Ops.Image.Resize(Ops.Reshape(x, [2, 3, 1]), (2, 2), "linear"),
    };
}
