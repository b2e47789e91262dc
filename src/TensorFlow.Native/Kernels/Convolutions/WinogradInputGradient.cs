using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The gradient of a convolution with windows of 3 × 3 by its input: the transpose of <see cref="WinogradConvolution{TTile}"/>, tile by
/// tile. Tiles overlap, so that a part has whole images.
/// </summary>
/// <typeparam name="TTile">The transformation of one tile.</typeparam>
internal sealed unsafe class WinogradInputGradient<TTile> : SharedWork
    where TTile : struct, ITileTransform
{
    private const int Block = 16, OutputsPerPart = 512;

    private readonly OutputGradients gradients;
    private readonly int channels;
    private readonly int imagesPerPart;
    private readonly float* filter;
    private float* transformedFilter;
    private readonly float* images;

    /// <param name="gradients">The gradients of the outputs.</param>
    /// <param name="filter">The filter, <c>[3, 3, channels, filters]</c>.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="images">The gradients of the images' elements.</param>
    public WinogradInputGradient(OutputGradients gradients, float* filter, int channels, float* images)
    {
        (this.gradients, this.channels) = (gradients, channels);
        this.filter = filter;
        this.images = images;
        TileGrid grid = gradients.Grid;
        imagesPerPart = Math.Max(1, OutputsPerPart / (grid.OutputHeight * grid.OutputWidth));
        Parts = (grid.Images + imagesPerPart - 1) / imagesPerPart;
    }

    /// <summary>Computes the gradient.</summary>
    public void Run()
    {
        using Scratch transformed = new(checked(gradients.Grid.TileElements * channels * gradients.Filters));
        transformedFilter = transformed.Elements;
        FilterTransforms<TTile>.Transposed(filter, channels, gradients.Filters, transformedFilter);
        Run(gradients.Grid.Multiplications(channels, gradients.Filters));
    }

    protected override void Compute(int part)
    {
        TileGrid grid = gradients.Grid;
        int filters = gradients.Filters, values = grid.TileElements;
        TransformedTiles shape = new(values, Block, filters), resultShape = new(values, Block, channels);
        using Scratch memory = new(shape.Length + resultShape.Length);
        float* tiles = memory.Elements, results = tiles + shape.Length;
        nint size = (nint)grid.Height * grid.Width * channels;
        int firstImage = part * imagesPerPart, endImage = Math.Min(firstImage + imagesPerPart, grid.Images);
        for (int image = firstImage; image < endImage; image++)
            NativeMemory.Clear(images + (image * size), (nuint)size * sizeof(float));
        int tilesPerImage = grid.Rows * grid.Columns, end = endImage * tilesPerImage;
        for (int first = firstImage * tilesPerImage; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            gradients.Transform<TTile>(first, count, tiles, shape.Step);
            for (int i = 0; i < values; i++)
            {
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), filters, 1, transformedFilter + ((nint)i * channels * filters),
                    results + (i * resultShape.Step), Block, filters, channels, adds: false);
            }

            ImageTransforms<TTile>.AddToImages(grid, results, resultShape.Step, channels, first, count, images);
        }
    }
}
