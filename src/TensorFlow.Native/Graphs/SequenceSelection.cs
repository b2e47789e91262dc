using TensorFlow.Kernels.Convolutions;

namespace TensorFlow;

/// <summary>
/// Which convolutions are those of sequences that are faster by a kernel of this library (<see cref="SequenceKernels"/>), as for single
/// examples: a few images of one row, channels last, windows of one row, filters that fill vectors.
/// </summary>
internal static class SequenceSelection
{
    private const int MostFilterElements = 256 * 256;

    // As measured: oneDNN, which rearranges the filter in each call, is as fast with 64 sequences of 248 steps.
    private const int MostSequences = 8;

    /// <summary>Whether the kernel of an operation is faster than the runtime's.</summary>
    public static bool IsFast(Operation operation, Symbol[] sources) => operation.Type == "Conv2D"
        && operation[0].DType == DType.Float32 && IsFast(sources[0].Shape, sources[1].Shape)
        && operation.GetString("data_format") == "NHWC" && operation.GetString("padding") is "SAME" or "VALID"
        && operation.GetLongs("strides") is [1, _, > 0 and <= byte.MaxValue, 1] && operation.GetLongs("dilations") is [1, 1, 1, 1];

    // Sequences of more channels than the filter has are convolved in groups.
    private static bool IsFast(Shape sequences, Shape filter) =>
        filter is [1, > 1, > 0, > 0] && filter[3] % ConvolutionKernels.Lanes == 0 && filter.ElementCount <= MostFilterElements
        && sequences.Rank == 4 && sequences[0] is >= 0 and <= MostSequences && sequences[1] == 1 && sequences[3] == filter[2];
}
