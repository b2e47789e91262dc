using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// Both gradients of <see cref="WinogradConvolution{TTile}"/>, by its input and by its filter, which take the same transformed gradients of
/// the outputs. Tiles overlap in the images, so that a part has whole images.
/// </summary>
/// <typeparam name="TTile">The transformation of one tile.</typeparam>
internal sealed unsafe class WinogradGradients<TTile> : SummedWork
    where TTile : struct, ITileTransform
{
    // Of larger filters the caches do not hold the transformed one and its gradient (measured).
    private const int MostFilterElements = 128 * 128;

    private readonly OutputGradients gradients;
    private readonly int channels;
    private readonly float* images;
    private readonly float* imageGradients;
    private float* transposedFilter;

    /// <param name="gradients">The gradients of the outputs.</param>
    /// <param name="images">The images.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="imageGradients">The gradients of the images' elements.</param>
    public WinogradGradients(OutputGradients gradients, float* images, int channels, float* imageGradients)
        : base(gradients.Grid.Images, 1, checked(gradients.Grid.TileElements * channels * gradients.Filters), leastBlocks: 1)
    {
        (this.gradients, this.channels) = (gradients, channels);
        this.images = images;
        this.imageGradients = imageGradients;
    }

    /// <summary>Whether both together are at least as fast as one after the other.</summary>
    /// <param name="gradients">The gradients of the outputs.</param>
    /// <param name="channels">The number of channels.</param>
    public static bool IsFast(OutputGradients gradients, int channels) =>
        gradients.Grid.Images >= Threads && channels * gradients.Filters <= MostFilterElements;

    /// <summary>Computes the gradients.</summary>
    /// <param name="filter">The filter, <c>[3, 3, channels, filters]</c>.</param>
    /// <param name="filterGradient">Its gradient.</param>
    public void Run(float* filter, float* filterGradient)
    {
        using Scratch transformed = new(checked(gradients.Grid.TileElements * channels * gradients.Filters));
        transposedFilter = transformed.Elements;
        FilterTransforms<TTile>.Transposed(filter, channels, gradients.Filters, transposedFilter);
        using Scratch sums = Sum(2 * gradients.Grid.Multiplications(channels, gradients.Filters));
        FilterTransforms<TTile>.ToGradient(sums.Elements, channels, gradients.Filters, filterGradient);
    }

    protected override void Add(int first, int end, float* sum)
    {
        TileGrid grid = gradients.Grid;
        int filters = gradients.Filters, values = grid.TileElements, tilesPerImage = grid.Rows * grid.Columns, block = Block;
        TransformedTiles shape = new(values, block, channels), gradientShape = new(values, block, filters);
        using Scratch memory = new(shape.Length + gradientShape.Length);
        float* tiles = memory.Elements, transformed = tiles + shape.Length;
        nint imageSize = (nint)grid.Height * grid.Width * channels, filterSize = (nint)channels * filters;
        int cleared = first;
        end *= tilesPerImage;
        for (int tile = first * tilesPerImage; tile < end; tile += block)
        {
            int count = Math.Min(block, end - tile);
            // Shortly before they are added to, so that they are in the cache.
            for (int last = (tile + count - 1) / tilesPerImage; cleared <= last; cleared++)
                NativeMemory.Clear(imageGradients + (cleared * imageSize), (nuint)imageSize * sizeof(float));
            gradients.Transform<TTile>(tile, count, transformed, gradientShape.Step);
            ImageTransforms<TTile>.OfImages(grid, images, channels, tile, count, tiles, shape.Step);
            TilePrefetch.OfImages(grid, images, channels, tile + block, Math.Min(block, end - tile - block));
            for (int i = 0; i < values; i++)
            {
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), 1, channels, transformed + (i * gradientShape.Step), sum + (i * filterSize),
                    channels, count, filters, adds: true);
                MatrixProduct.Compute(
                    transformed + (i * gradientShape.Step), filters, 1, transposedFilter + (i * filterSize), tiles + (i * shape.Step),
                    block, filters, channels, adds: false);
            }

            ImageTransforms<TTile>.AddToImages(grid, tiles, shape.Step, channels, tile, count, imageGradients);
        }
    }

    // More tiles at once where the second cache holds them.
    private int Block => channels + gradients.Filters <= 64 ? 32 : 16;
}
