using TensorFlow;

namespace Keras;

/// <content>Connectionist temporal classification.</content>
public static partial class Ops
{
    /// <summary>
    /// Minus the logarithm of the probability of label sequences, summed over all ways to spread them over the time steps (Graves et al.,
    /// 2006; <c>keras.ops.ctc_loss</c>). Its gradient is the runtime's, softmax minus occupancy, which can be
    /// differentiated again.
    /// </summary>
    /// <param name="target">Class indices, <c>[n, length]</c>.</param>
    /// <param name="output">Logits, <c>[n, time, classes]</c>.</param>
    /// <param name="targetLength">Labels of each sample, <c>[n]</c>.</param>
    /// <param name="outputLength">Time steps of each sample, <c>[n]</c>.</param>
    /// <param name="maskIndex">The class of the blank; 0 by default, negative ones count from the last.</param>
    /// <returns>The losses, <c>[n]</c>; above 700 where a sequence does not fit into the time, NaN where it has a class that does not
    /// exist.</returns>
    /// <exception cref="ShapeException">Targets or logits have other axes, or the length of the targets or the number of classes is not
    /// known.</exception>
    public static Symbol CtcLoss(Symbol target, Symbol output, Symbol targetLength, Symbol outputLength, int maskIndex = 0)
    {
        if (target.Rank != 2 || output.Rank != 3 || target.Shape[1] < 0 || output.Shape[2] < 1)
            throw new ShapeException(
                $"CtcLoss: expected class indices [n, length] and logits [n, time, classes] of known length and classes, "
                + $"got {target.Shape} and {output.Shape}.");
        long classes = output.Shape[2];
        int blank = RequireBlank(maskIndex, classes, "CtcLoss");
        RequireLengths(output, targetLength, "CtcLoss", nameof(targetLength));
        RequireLengths(output, outputLength, "CtcLoss", nameof(outputLength));
        if (target.Shape[0] >= 0 && output.Shape[0] >= 0 && target.Shape[0] != output.Shape[0])
            throw new ShapeException(
                $"CtcLoss: expected class indices and logits of as many samples, got {target.Shape} and {output.Shape}.");
        Symbol labels = ClassIndices.Of(target);
        Symbol exist = RawOps.All(ClassIndices.Exist(labels, labels.Graph.Constant(classes, DType.Int64)), labels.Graph.Constant(1));
        labels = Maximum(Minimum(labels, classes - 1), 0).Cast(DType.Int32);
        // The blank becomes class 0.
        Symbol logits = output.DType == DType.Float32 ? output : output.Cast(DType.Float32);
        Symbol shifted = blank == 0 ? logits : MoveClass(logits, blank, 0);
        if (blank != 0)
            labels = Where(Less(labels, blank), labels + 1, labels);

        CtcGradient gradient = new(labels, targetLength.Cast(DType.Int32), outputLength.Cast(DType.Int32), checked((int)classes));
        Symbol result = gradient.Losses(shifted, exist);
        return output.DType == DType.Float64 ? result.Cast(DType.Float64) : result;
    }

    /// <summary>The labels that logits mean: <c>keras.ops.ctc_decode</c>.</summary>
    /// <param name="inputs">Logits, <c>[n, time, classes]</c>.</param>
    /// <param name="sequenceLengths">Time steps of each sample, <c>[n]</c>.</param>
    /// <param name="strategy">"greedy" (default), the best class of each step, or "beam_search". The latter is not for programs that XLA
    /// compiles.</param>
    /// <param name="beamWidth">Sequences followed by a beam search; 100 by default.</param>
    /// <param name="topPaths">Sequences found by a beam search, at most <paramref name="beamWidth"/>; 1 by default.</param>
    /// <param name="mergeRepeated">Whether equal classes of neighbouring steps are one label, in the greedy strategy; true by
    /// default.</param>
    /// <param name="maskIndex">The class of the blank; 0 by default.</param>
    /// <returns> The labels, int32 <c>[paths, n, time]</c>, filled with -1; and the scores: of the greedy strategy minus the sum of the
    /// largest logits, <c>[n, 1]</c>, of a beam search the logarithms of the probabilities, <c>[n, paths]</c>. </returns>
    /// <exception cref="ShapeException">The logits have other axes, or the number of classes is not known.</exception>
    /// <exception cref="UnknownNameException">The strategy is not known.</exception>
    public static (Symbol Decoded, Symbol Scores) CtcDecode(
        Symbol inputs, Symbol sequenceLengths, string strategy = "greedy", int beamWidth =
            100, int topPaths = 1, bool mergeRepeated = true, int maskIndex = 0)
    {
        if (inputs.Rank != 3 || inputs.Shape[2] < 1)
            throw new ShapeException($"CtcDecode: expected logits [n, time, classes] of a known number of classes, got {inputs.Shape}.");
        int blank = RequireBlank(maskIndex, inputs.Shape[2], "CtcDecode");
        RequireLengths(inputs, sequenceLengths, "CtcDecode", nameof(sequenceLengths));
        Symbol logits = inputs.DType is DType.Float32 or DType.Float64 ? inputs : inputs.Cast(DType.Float32);
        Symbol lengths = sequenceLengths.Cast(DType.Int32);
        return strategy switch
        {
            "greedy" => Greedy(logits, lengths, mergeRepeated, blank),
            "beam_search" => BeamSearch(logits, lengths, beamWidth, topPaths, blank),
            _ => throw new UnknownNameException("strategy", strategy, ["greedy", "beam_search"]),
        };
    }

    private static void RequireLengths(Symbol inputs, Symbol lengths, string name, string parameter)
    {
        if (!lengths.Shape.IsCompatibleWith(inputs.Shape[..1]))
            throw new ShapeException($"{name}: expected as {parameter} the length of each sample of {inputs.Shape}, got {lengths.Shape}.");
    }

    private static int RequireBlank(int maskIndex, long classes, string operation)
    {
        long blank = maskIndex < 0 ? maskIndex + classes : maskIndex;
        return blank >= 0 && blank < classes
            ? (int)blank
            : throw new ArgumentOutOfRangeException(nameof(maskIndex), maskIndex,
                $"{operation}: expected a blank among {classes} classes, got {maskIndex}.");
    }

    private static Symbol MoveClass(Symbol logits, int from, int to)
    {
        List<int> order = [.. Enumerable.Range(0, checked((int)logits.Shape[2])).Where(c => c != from)];
        order.Insert(to, from);
        return Take(logits, logits.Graph.Constant([.. order]), 2);
    }

    private static (Symbol Decoded, Symbol Scores) Greedy(Symbol logits, Symbol lengths, bool mergeRepeated, int blank)
    {
        Graph graph = logits.Graph;
        Symbol time = RawOps.Range(graph.Constant(0, DType.Int32), Shape(logits, 1), graph.Constant(1, DType.Int32));
        Symbol isWithin = Less(time, ExpandDims(lengths, 1));
        Symbol best = ArgMax(logits, -1).Cast(DType.Int32);
        Symbol largest = Max(logits, -1);
        Symbol isLabel = RawOps.LogicalAnd(isWithin, NotEqual(best, best.Number(blank)));
        if (mergeRepeated)
        {
            Symbol padded = RawOps.PadV2(best, graph.Constant(0, 0, 1, 0).Reshape([2, 2]), best.Number(-1));
            Symbol before = RawOps.Slice(padded, graph.Constant(0, 0), Stack([graph.Constant(-1, DType.Int32), Shape(logits, 1)]));
            isLabel = RawOps.LogicalAnd(isLabel, NotEqual(best, before));
        }

        Symbol kept = isLabel.Cast(DType.Int32);
        Symbol place = RawOps.Cumsum(kept, graph.Constant(1, DType.Int32)) - 1;
        // The label at a place, from whichever step: [n, place, time].
        Symbol isThere = RawOps.LogicalAnd(Equal(ExpandDims(place, 1), ExpandDims(time, 1)), ExpandDims(isLabel, 1));
        Symbol labels = Sum(Where(isThere, ExpandDims(best, 1), best.Number(0)), -1);
        Symbol decoded = Where(Less(time, Sum(kept, 1, keepDims: true)), labels, labels.Number(-1));
        Symbol score = -Sum(Where(isWithin, largest, ZerosLike(largest)), 1, keepDims: true);
        return (ExpandDims(decoded, 0), score);
    }

    private static (Symbol Decoded, Symbol Scores) BeamSearch(Symbol logits, Symbol lengths, int beamWidth, int topPaths, int blank)
    {
        if (beamWidth < 1 || topPaths < 1 || topPaths > beamWidth)
            throw new ArgumentOutOfRangeException(nameof(topPaths), topPaths,
                $"CtcDecode: expected between 1 and beamWidth ({beamWidth}) paths, got {topPaths}.");
        Graph graph = logits.Graph;
        // The op has the blank as its last class.
        Symbol ordered = Transpose(MoveClass(logits, blank, checked((int)logits.Shape[2]) - 1), 1, 0, 2);
        (Symbol[] indices, Symbol[] values, _, Symbol scores) =
            RawOps.CTCBeamSearchDecoder(ordered, lengths, beamWidth, topPaths, mergeRepeated: false);
        Symbol dense = Stack([Shape(logits, 0), Shape(logits, 1)]).Cast(DType.Int64);
        Symbol[] paths = [.. indices.Zip(
            values, (i, v) => RawOps.SparseToDense(i, dense, v, graph.Constant(-1, DType.Int64)).Cast(DType.Int32))];
        Symbol decoded = Stack(paths);
        return (Where(Less(decoded, blank), decoded, decoded + 1), scores);
    }
}
