using TensorFlow.Kernels.Convolutions;

namespace TensorFlow;

/// <summary>
/// Which convolutions are faster as products with patches (<see cref="PatchKernels"/>) than by the runtime's kernels: with a stride of 2,
/// windows of 3 × 3 or 1 × 1, and channels that fill vectors; with a stride of 1, windows of 3 × 3 and a few channels, but for the gradient
/// by the images, which are mostly data.
/// </summary>
internal static class PatchSelection
{
    private const int Lanes = ConvolutionKernels.Lanes, MostFilterElements = 256 * 256;

    // Of windows of 3 × 3, as measured (`Benchmarks convolutions`): oneDNN is as fast where the filter does not fit into caches beside the
    // patches, where there are too few images for all threads, and where the sums are of one vector each.
    private const int MostForward = 64 * 128, MostByInput = 64 * 64, LeastImages = 4, LeastFilters = 2 * Lanes;

    /// <summary>Whether the kernel of an operation is faster than the runtime's.</summary>
    public static bool IsFast(Operation operation, Symbol[] sources) => operation.Type switch
    {
        "Conv2D" => IsFast(operation, sources[0].Shape, sources[1].Shape),
        "Conv2DBackpropInput" => sources[0].Shape is [4] && IsFast(operation, operation[0].Shape, sources[1].Shape),
        "Conv2DBackpropFilter" => IsFast(operation, sources[0].Shape, operation[0].Shape),
        _ => false,
    };

    private static bool IsFast(Operation operation, Shape images, Shape filter) =>
        operation[0].DType == DType.Float32 && filter is [1 or 3, 1 or 3, > 0, > 0] && filter[0] == filter[1]
        && filter[3] % Lanes == 0 && filter[2] * filter[3] <= MostFilterElements
        // Images of more channels than the filter has are convolved in groups.
        && images.Rank == 4 && images[3] == filter[2]
        && operation.GetString("data_format") == "NHWC" && operation.GetString("padding") is "SAME" or "VALID"
        && operation.GetLongs("dilations") is [1, 1, 1, 1] && operation.GetLongs("strides") switch
        {
            [1, 1, 1, 1] => operation.Type != "Conv2DBackpropInput" && filter[0] == TileGrid.Window
                && filter[2] <= ConvolutionReplacement.MostDirectChannels,
            [1, 2, 2, 1] => filter[2] % Lanes == 0 && (filter[0] == 1 || IsFastOverNeighbours(operation, images, filter)),
            _ => false,
        };

    private static bool IsFastOverNeighbours(Operation operation, Shape images, Shape filter) => operation.Type switch
    {
        "Conv2D" => filter[2] * filter[3] <= MostForward,
        "Conv2DBackpropInput" => filter[2] * filter[3] <= MostByInput && images[0] is < 0 or >= LeastImages,
        _ => filter[3] >= LeastFilters,
    };
}
