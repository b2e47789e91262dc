using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The gradient of a <see cref="PatchConvolution"/> by its input: products of the outputs' gradients and the transposed filter, added to
/// the images. Patches overlap, so that a part has whole images.
/// </summary>
internal sealed unsafe class PatchInputGradient : SharedWork
{
    private const int Block = 16, PositionsPerPart = 256;

    private readonly PatchGrid grid;
    private readonly float* gradients;
    private readonly float* filter;
    private readonly float* images;
    private readonly int channels;
    private readonly int filters;
    private readonly int imagesPerPart;

    /// <param name="grid">The images.</param>
    /// <param name="gradients">The gradients of the outputs.</param>
    /// <param name="filter">The transposed filter, <c>[filters, window, window, channels]</c>.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="filters">The number of filters.</param>
    /// <param name="images">The gradients of the images' elements.</param>
    public PatchInputGradient(PatchGrid grid, float* gradients, float* filter, int channels, int filters, float* images)
    {
        (this.grid, this.channels, this.filters) = (grid, channels, filters);
        this.gradients = gradients;
        this.filter = filter;
        this.images = images;
        imagesPerPart = Math.Max(1, PositionsPerPart / (grid.OutputHeight * grid.OutputWidth));
        Parts = (grid.Images + imagesPerPart - 1) / imagesPerPart;
    }

    /// <summary>Computes the gradient.</summary>
    public void Run() => Run(grid.Multiplications(channels, filters));

    protected override void Compute(int part)
    {
        int length = grid.Length(channels), size = grid.OutputHeight * grid.OutputWidth;
        using Scratch memory = new(Block * length);
        float* patches = memory.Elements;
        nint imageSize = (nint)grid.Height * grid.Width * channels;
        int firstImage = part * imagesPerPart, endImage = Math.Min(firstImage + imagesPerPart, grid.Images);
        NativeMemory.Clear(images + (firstImage * imageSize), (nuint)((endImage - firstImage) * imageSize) * sizeof(float));
        int end = endImage * size;
        for (int first = firstImage * size; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            float* gradient = gradients + ((nint)first * filters);
            Patches.Prefetch(gradient + (Block * filters), Block * filters);
            MatrixProduct.Compute(gradient, filters, 1, filter, patches, count, filters, length, adds: false);
            Patches.AddToImages(grid, patches, channels, first, count, images);
        }
    }
}
