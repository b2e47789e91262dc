using TensorFlow;

namespace Keras;

/// <content>Reductions of segments: rows of the first axis that share a number.</content>
public static partial class Ops
{
    /// <summary>The sums of the rows of each segment; 0 of an empty one.</summary>
    /// <param name="data">Shape <c>[n, …]</c>.</param>
    /// <param name="segmentIds">The number of each row's segment, <c>[n]</c>; rows with negative numbers are left out.</param>
    /// <param name="numSegments">The number of segments; null (default) for the largest number + 1.</param>
    /// <param name="sorted">Whether the numbers rise; has no effect on the result. Default: false.</param>
    /// <returns>Shape <c>[numSegments, …]</c>.</returns>
    /// <remarks>Where the number of segments is not given, XLA cannot compile this function, because the length depends on the
    /// numbers.</remarks>
    public static Symbol SegmentSum(Symbol data, Symbol segmentIds, int? numSegments = null, bool sorted = false) =>
        RawOps.UnsortedSegmentSum(data, segmentIds, Segments(data, segmentIds, numSegments, sorted, "SegmentSum"));

    /// <summary>The products of the rows of each segment; 1 of an empty one.</summary>
    /// <param name="data">Shape <c>[n, …]</c>.</param>
    /// <param name="segmentIds">The number of each row's segment, <c>[n]</c>; rows with negative numbers are left out.</param>
    /// <param name="numSegments">The number of segments; null (default) for the largest number + 1.</param>
    /// <param name="sorted">Whether the numbers rise; has no effect on the result. Default: false.</param>
    /// <returns>Shape <c>[numSegments, …]</c>.</returns>
    /// <remarks>Where the number of segments is not given, XLA cannot compile this function, because the length depends on the
    /// numbers.</remarks>
    public static Symbol SegmentProd(Symbol data, Symbol segmentIds, int? numSegments = null, bool sorted = false) =>
        RawOps.UnsortedSegmentProd(data, segmentIds, Segments(data, segmentIds, numSegments, sorted, "SegmentProd"));

    /// <summary>The largest elements of the rows of each segment; the smallest number of the type for an empty one.</summary>
    /// <param name="data">Shape <c>[n, …]</c>.</param>
    /// <param name="segmentIds">The number of each row's segment, <c>[n]</c>; rows with negative numbers are left out.</param>
    /// <param name="numSegments">The number of segments; null (default) for the largest number + 1.</param>
    /// <param name="sorted">Whether the numbers rise; has no effect on the result. Default: false.</param>
    /// <returns>Shape <c>[numSegments, …]</c>.</returns>
    /// <remarks>Where the number of segments is not given, XLA cannot compile this function, because the length depends on the
    /// numbers.</remarks>
    public static Symbol SegmentMax(Symbol data, Symbol segmentIds, int? numSegments = null, bool sorted = false) =>
        RawOps.UnsortedSegmentMax(data, segmentIds, Segments(data, segmentIds, numSegments, sorted, "SegmentMax"));

    /// <summary>The smallest elements of the rows of each segment; the largest number of the type for an empty one.</summary>
    /// <param name="data">Shape <c>[n, …]</c>.</param>
    /// <param name="segmentIds">The number of each row's segment, <c>[n]</c>; rows with negative numbers are left out.</param>
    /// <param name="numSegments">The number of segments; null (default) for the largest number + 1.</param>
    /// <param name="sorted">Whether the numbers rise; has no effect on the result. Default: false.</param>
    /// <returns>Shape <c>[numSegments, …]</c>.</returns>
    /// <remarks>Where the number of segments is not given, XLA cannot compile this function, because the length depends on the
    /// numbers.</remarks>
    public static Symbol SegmentMin(Symbol data, Symbol segmentIds, int? numSegments = null, bool sorted = false) =>
        RawOps.UnsortedSegmentMin(data, segmentIds, Segments(data, segmentIds, numSegments, sorted, "SegmentMin"));

    private static Symbol Segments(Symbol data, Symbol segmentIds, int? numSegments, bool sorted, string name)
    {
        _ = sorted;
        if (numSegments is { } number)
            Required.AtLeast(name, 0, number, nameof(numSegments));
        RequireIntegers(segmentIds, name, nameof(segmentIds));
        if (segmentIds.Rank > data.Rank || (data.Rank >= 0 && segmentIds.Rank >= 0
            && !data.Shape[..segmentIds.Rank].IsCompatibleWith(segmentIds.Shape)))
            throw new ShapeException($"{name}: expected a segment for each row of {data.Shape}, got segmentIds of {segmentIds.Shape}.");
        return numSegments is { } known
            ? Int(segmentIds, known)
            : (RawOps.Max(segmentIds, AllAxes(segmentIds)) + 1).Cast(DType.Int32);
    }
}
