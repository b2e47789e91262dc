using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The gradient of a convolution with windows of 3 × 3 by its input: the transpose of <see cref="WinogradConvolution"/>, tile by tile.
/// Tiles overlap, so that a part has whole images.
/// </summary>
internal sealed unsafe class WinogradInputGradient : SharedWork
{
    private const int Block = 16, TilesPerPart = 128;

    private readonly TileGrid grid;
    private readonly int channels;
    private readonly int filters;
    private readonly int imagesPerPart;
    private float* gradients;
    private byte* places;
    private float* filter;
    private float* zeros;
    private float* images;

    private WinogradInputGradient(TileGrid grid, int channels, int filters)
    {
        (this.grid, this.channels, this.filters) = (grid, channels, filters);
        imagesPerPart = Math.Max(1, TilesPerPart / (grid.Rows * grid.Columns));
        Parts = (grid.Images + imagesPerPart - 1) / imagesPerPart;
    }

    /// <summary>Computes the gradient.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="gradients">The gradients of the outputs, or of the largest of each tile where these are pooled.</param>
    /// <param name="places">The places of the largest ones; null where outputs are not pooled.</param>
    /// <param name="filters">The number of filters.</param>
    /// <param name="filter">The transposed transformed filter, <c>[16, filters, channels]</c>.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="images">The gradients of the images' elements.</param>
    public static void Compute(TileGrid grid, float* gradients, byte* places, int filters, float* filter, int channels, float* images)
    {
        using Scratch zeros = new(filters);
        new Span<float>(zeros.Elements, filters).Clear();
        WinogradInputGradient work = new(grid, channels, filters)
        {
            gradients = gradients,
            places = places,
            filter = filter,
            zeros = zeros.Elements,
            images = images,
        };
        work.Run(grid.Multiplications(channels, filters));
    }

    protected override void Compute(int part)
    {
        TransformedTiles shape = new(Block, filters), resultShape = new(Block, channels);
        using Scratch memory = new(shape.Length + resultShape.Length);
        float* tiles = memory.Elements, results = tiles + shape.Length;
        nint size = (nint)grid.Height * grid.Width * channels;
        int tilesPerImage = grid.Rows * grid.Columns;
        int firstImage = part * imagesPerPart, lastImage = Math.Min(firstImage + imagesPerPart, grid.Images);
        for (int image = firstImage; image < lastImage; image++)
            NativeMemory.Clear(images + (image * size), (nuint)size * sizeof(float));
        int end = lastImage * tilesPerImage;
        for (int first = firstImage * tilesPerImage; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            if (grid.IsPooled)
                PooledTransforms.OfGradients(gradients, places, filters, first, count, tiles, shape.Step);
            else
                OutputTransforms.OfGradients(grid, gradients, filters, zeros, first, count, tiles, shape.Step);
            if (!grid.IsPooled)
                TilePrefetch.OfOutputs(grid, gradients, filters, first + Block, Block);
            for (int i = 0; i < TileGrid.Elements; i++)
            {
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), filters, 1, filter + ((nint)i * channels * filters),
                    results + (i * resultShape.Step), Block, filters, channels, adds: false);
            }

            ImageTransforms.AddToImages(grid, results, resultShape.Step, channels, first, count, images);
        }
    }
}
