namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The gradient of a convolution with windows of 3 × 3 by its filter. The tiles are summed in as many parts as threads compute, each of the
/// same tiles whoever computes it, so that the sum is the same in each call.
/// </summary>
internal sealed unsafe class WinogradFilterGradient : SharedWork
{
    private const int Block = 32, MostParts = 64, PartsPerThread = 2;

    private readonly TileGrid grid;
    private readonly int channels;
    private readonly int filters;
    private float* images;
    private float* gradients;
    private float* zeros;
    private float* sums;

    private WinogradFilterGradient(TileGrid grid, int channels, int filters, int parts)
    {
        (this.grid, this.channels, this.filters) = (grid, channels, filters);
        Parts = parts;
    }

    private int Size => TileGrid.Elements * channels * filters;

    /// <summary>Computes the gradient.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="images">Their elements.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="gradients">The gradients of the outputs.</param>
    /// <param name="filters">The number of filters.</param>
    /// <param name="gradient">The gradient of the filter, <c>[3, 3, channels, filters]</c>.</param>
    public static void Compute(TileGrid grid, float* images, int channels, float* gradients, int filters, float* gradient)
    {
        int blocks = (grid.Tiles + Block - 1) / Block, parts = Math.Clamp(blocks / 4, 1, Math.Min(PartsPerThread * Threads, MostParts));
        int size = TileGrid.Elements * channels * filters;
        using Scratch sums = new(checked(parts * size)), zeros = new(filters);
        new Span<float>(zeros.Elements, filters).Clear();
        WinogradFilterGradient work = new(grid, channels, filters, parts)
        {
            images = images,
            gradients = gradients,
            zeros = zeros.Elements,
            sums = sums.Elements,
        };
        work.Run(grid.Multiplications(channels, filters));
        Span<float> total = new(sums.Elements, size);
        for (int part = 1; part < parts; part++)
            System.Numerics.Tensors.TensorPrimitives.Add(total, new ReadOnlySpan<float>(sums.Elements + ((nint)part * size), size), total);
        FilterTransforms.ToGradient(sums.Elements, channels, filters, gradient);
    }

    protected override void Compute(int part)
    {
        TransformedTiles shape = new(Block, channels), changeShape = new(Block, filters);
        using Scratch memory = new(shape.Length + changeShape.Length);
        float* tiles = memory.Elements, changes = tiles + shape.Length, sum = sums + ((nint)part * Size);
        new Span<float>(sum, Size).Clear();
        long blocks = (grid.Tiles + Block - 1) / Block;
        int first = (int)(blocks * part / Parts) * Block, end = Math.Min((int)(blocks * (part + 1) / Parts) * Block, grid.Tiles);
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            ImageTransforms.OfImages(grid, images, channels, first, count, tiles, shape.Step);
            OutputTransforms.OfGradients(grid, gradients, filters, zeros, first, count, changes, changeShape.Step);
            TilePrefetch.OfImages(grid, images, channels, first + Block, Block);
            TilePrefetch.OfOutputs(grid, gradients, filters, first + Block, Block);
            for (int i = 0; i < TileGrid.Elements; i++)
            {
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), 1, channels, changes + (i * changeShape.Step),
                    sum + ((nint)i * channels * filters), channels, count, filters, adds: true);
            }
        }
    }
}
