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
        { "matmul", "MatMul: expected axis 1 of [2, 3] and axis 0 of [2, 3] to have the same length, got 3 and 2; Transpose or Reshape" },
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
        { "sum", "Add: expected shapes that broadcast, with axes of one length or 1 counted from the last, got [2, 3] and [2]; Reshape one "
            + "of them, or ExpandDims where an axis of length 1 is missing." },
        { "alias", "Divide: expected shapes that broadcast" },
        { "operator", "expected shapes that broadcast, with axes of one length or 1 counted from the last, got 3 and 2; Reshape one" },
        { "product", "expected as many columns in the first operand as rows in the second, got 3 and 2" },
        { "logic", "LogicalAnd: expected shapes that broadcast" },
        { "ordered", "Less: expected shapes that broadcast" },
        { "where", "Where: expected shapes that broadcast, with axes of one length or 1 counted from the last, got [2, 3], [2] and [2]" },
        { "clip", "Clip: expected shapes that broadcast" },
        { "batches", "MatMul: expected batches of matrices whose axes before the last two broadcast, got [3, 2, 1] and [2, 1, 3];" },
        { "concatenate", "Concatenate: expected the same shape but for axis 0, got [2, 3] and [3, 2]." },
        { "lists", "Concatenate: expected an axis of [3], got 1." },
        { "stack", "Stack: expected the same shape, got [2, 3] and [3, 2]." },
        { "reshape", "Reshape: expected a shape of 6 elements, as many as [2, 3] has, got [4, ?]; -1 stands for what is left." },
        { "broadcast", "BroadcastTo: expected a shape that [2, 3] broadcasts to" },
        { "new axis", "ExpandDims: expected an axis of [1, 2, 3], got 4." },
        { "bits", "BitwiseAnd: expected integers as x, got float32 [2, 3]; Cast them." },
        { "segments", "SegmentSum: expected a segment for each row of [2, 3], got segmentIds of [3]." },
        { "positions", "ScatterUpdate: expected indices […, k] with the coordinates of the first k axes of [2, 3] last" },
        { "block", "Slice: expected a block inside of [2, 3], got [2, 2] from [1, 0]." },
        { "matrices", "Svd: expected matrices, of at least 2 axes, got [6]." },
        { "right side", "Solve: expected a right side of the shape [2]" },
        { "statistics", "BatchNormalization: expected a mean, variance, scale and offset for each of the entries of axis 1 of [2, 3]" },
        { "gamma", "LayerNormalization: expected gamma and beta of the shape [3] of the axes [1] of [2, 3], got [2]." },
        { "weights", "Average: expected axis 1 of [2, 3] and axis 0 of [2] to have the same length, got 3 and 2" },
        { "letters", "Einsum: expected one length of 'j' in 'ij,jk->ik', got 3 and 2 of the shapes [2, 3] and [2, 3]." },
        { "letters of axes", "Einsum: expected an operand of 2 axes for 'jk' of 'ij,jk->ik', got [6]." },
        { "parts", "Rearrange: expected lengths of (a b) that make up axis 0 of [2, 3], got a = 5." },
        { "tiles", "Tile: expected repeats of at least 0, got -1." },
        { "limits", "Digitize: expected limits in ascending order, got 1 behind 3." },
        { "keys", "DotProductAttention: expected a query [batch, targets, heads, dim]" },
        { "interpolation", "Resize: expected the interpolation bilinear, nearest, bicubic, area, lanczos3 or lanczos5, got 'linear'." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Says_what_is_wrong(string mistake, string message)
    {
        using Tensor x = Tensor.FromArray(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Exception exception = Assert.ThrowsAny<Exception>(() => Evaluate.On(x, s => Make(mistake, s)));
        Assert.True(exception is ArgumentException or InvalidArgumentException, exception.ToString());
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
        "sum" => Ops.Add(x, x[.., 0]),
        "alias" => Ops.TrueDivide(x, x[.., 0]),
        "operator" => x + x[.., 0],
        "product" => x.MatMul(x),
        "logic" => Ops.LogicalAnd(x, x[.., 0]),
        "ordered" => Ops.Less(x, x[.., 0]),
        "where" => Ops.Where(x, x[.., 0], x[.., 0]),
        "clip" => Ops.Clip(x, x[.., 0], x[.., 0]),
        "batches" => Ops.MatMul(Ops.Reshape(x, [3, 2, 1]), Ops.Reshape(x, [2, 1, 3])),
        "concatenate" => Ops.Concatenate([x, Ops.Transpose(x)]),
        "lists" => Ops.Append(x[0], x[1], 1),
        "stack" => Ops.Stack([x, Ops.Transpose(x)]),
        "reshape" => Ops.Reshape(x, [4, -1]),
        "broadcast" => Ops.BroadcastTo(x, [3, 2, 2]),
        "new axis" => Ops.ExpandDims(x, 4),
        "bits" => Ops.BitwiseAnd(x, x),
        "segments" => Ops.SegmentSum(x, x[0].Cast(DType.Int32)),
        "positions" => Ops.ScatterUpdate(x, Ops.Ones([2, 2], DType.Int32), x),
        "block" => Ops.Slice(x, [1, 0], [2, 2]),
        "matrices" => Ops.Svd(Ops.Ravel(x)).S,
        "right side" => Ops.Solve(x[.., ..2], Ops.Ravel(x)),
        "statistics" => Ops.BatchNormalization(x, x[.., 0], x[.., 0], 1),
        "gamma" => Ops.LayerNormalization(x, x[.., 0]),
        "weights" => Ops.Average(x, 1, x[.., 0]),
        "letters" => Ops.Einsum("ij,jk->ik", x, x),
        "letters of axes" => Ops.Einsum("ij,jk->ik", x, Ops.Ravel(x)),
        "parts" => Ops.Rearrange(x, "(a b) c -> a b c", ("a", 5)),
        "tiles" => Ops.Tile(x, 2, -1),
        "limits" => Ops.Digitize(x, 3f, 1f),
        "keys" => Ops.DotProductAttention(Ops.Ones([1, 4, 2, 3]), Ops.Ones([1, 5, 2, 4]), Ops.Ones([1, 5, 2, 3])),
        _ => Ops.Image.Resize(Ops.Reshape(x, [2, 3, 1]), (2, 2), "linear"),
    };
}
