namespace TensorFlow.Kernels.Convolutions;

/// <summary>A convolution with windows of 3 × 3, by transformed tiles.</summary>
internal sealed unsafe class WinogradConvolution : SharedWork
{
    private const int Block = 16, MostBlocks = 8, PartsPerThread = 4;

    private readonly TileGrid grid;
    private readonly int channels;
    private readonly int filters;
    private readonly int tilesPerPart;
    private readonly float least;
    private float* images;
    private float* filter;
    private float* bias;
    private float* outputs;
    private byte* places;

    private WinogradConvolution(TileGrid grid, int channels, int filters, bool rectifies)
    {
        (this.grid, this.channels, this.filters) = (grid, channels, filters);
        least = rectifies ? 0 : float.NegativeInfinity;
        int blocks = (grid.Tiles + Block - 1) / Block;
        tilesPerPart = Block * Math.Clamp(blocks / (PartsPerThread * Threads), 1, MostBlocks);
        Parts = (grid.Tiles + tilesPerPart - 1) / tilesPerPart;
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="images">Their elements.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="filter">The transformed filter, <c>[16, channels, filters]</c>.</param>
    /// <param name="filters">The number of filters.</param>
    /// <param name="bias">What is added to each output channel; null for nothing.</param>
    /// <param name="rectifies">Whether negative outputs become 0.</param>
    /// <param name="outputs">The outputs, or the largest of each tile where these are pooled.</param>
    /// <param name="places">The places of the largest ones; null where outputs are not pooled.</param>
    public static void Compute(
        TileGrid grid, float* images, int channels, float* filter, int filters, float* bias, bool rectifies, float* outputs, byte* places)
    {
        using Scratch zeros = new(filters);
        new Span<float>(zeros.Elements, filters).Clear();
        WinogradConvolution work = new(grid, channels, filters, rectifies)
        {
            images = images,
            filter = filter,
            bias = bias is null ? zeros.Elements : bias,
            outputs = outputs,
            places = places,
        };
        work.Run(grid.Multiplications(channels, filters));
    }

    protected override void Compute(int part)
    {
        TransformedTiles shape = new(Block, channels), resultShape = new(Block, filters);
        using Scratch memory = new(shape.Length + resultShape.Length);
        float* tiles = memory.Elements, results = tiles + shape.Length;
        int first = part * tilesPerPart, end = Math.Min(first + tilesPerPart, grid.Tiles);
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            ImageTransforms.OfImages(grid, images, channels, first, count, tiles, shape.Step);
            TilePrefetch.OfImages(grid, images, channels, first + Block, Block);
            if (!grid.IsPooled)
                TilePrefetch.OfOutputs(grid, outputs, filters, first, count);
            for (int i = 0; i < TileGrid.Elements; i++)
            {
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), channels, 1, filter + ((nint)i * channels * filters),
                    results + (i * resultShape.Step), Block, channels, filters, adds: false);
            }

            if (grid.IsPooled)
                PooledTransforms.ToPooled(results, resultShape.Step, filters, bias, least, first, count, outputs, places);
            else
                OutputTransforms.ToOutputs(grid, results, resultShape.Step, filters, bias, least, first, count, outputs);
        }
    }
}
