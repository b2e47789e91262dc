using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// The losses of connectionist temporal classification with their gradient by the logits, softmax minus occupancy, as a written one: both
/// come out of one pass over the paths. A second derivative differentiates the occupancy, for which the pass is written once more.
/// </summary>
internal sealed class CtcGradient(Symbol labels, Symbol labelLengths, Symbol lengths, int classes)
{
    /// <summary>The losses, <c>[n]</c>.</summary>
    /// <param name="logits">The logits, <c>[n, time, classes]</c>; class 0 is the blank.</param>
    /// <param name="exist">Whether all labels of a sample are classes, <c>[n]</c>; otherwise its loss is NaN.</param>
    public Symbol Losses(Symbol logits, Symbol exist)
    {
        (Symbol losses, Symbol difference) = Sum(Ops.StopGradient(logits));
        losses = Ops.Where(exist, losses, losses.Number(double.NaN));
        Symbol gradient = Gradients.Define([logits], [difference], dys => [dys[0] is { } dy ? Slope(logits, dy) : null])[0];
        return Gradients.Define([logits], [losses], dys =>
            [dys[0] is { } dy ? Ops.ExpandDims(dy, (int[])[1, 2]) * gradient : null])[0];
    }

    private Symbol? Slope(Symbol logits, Symbol dy)
    {
        Symbol x = RawOps.Identity(logits);
        return Gradients.Of([Sum(x).Difference], [dy], [x])[0];
    }

    private (Symbol Losses, Symbol Difference) Sum(Symbol logits)
    {
        CtcPaths paths = new(Ops.LogSoftmax(logits), labels, labelLengths, lengths);
        (Symbol losses, Symbol occupancy) = paths.Sum();
        Symbol expected = occupancy.MatMul(Ops.OneHot(paths.StateClasses, classes));
        Graph graph = logits.Graph;
        Symbol time = RawOps.Range(graph.Constant(0, DType.Int32), Ops.Shape(logits, 1), graph.Constant(1, DType.Int32));
        Symbol isWithin = Ops.ExpandDims(Ops.Less(time, Ops.ExpandDims(lengths, 1)), 2);
        Symbol difference = Ops.Softmax(logits) - expected;
        return (losses, Ops.Where(isWithin, difference, Ops.ZerosLike(difference)));
    }
}
