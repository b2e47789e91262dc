using System.Numerics.Tensors;

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
    private byte* places;
    private float* zeros;
    private float* sums;
    private float* biasSums;

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
    /// <param name="gradients">The gradients of the outputs, or of the largest of each tile where these are pooled.</param>
    /// <param name="places">The places of the largest ones; null where outputs are not pooled.</param>
    /// <param name="filters">The number of filters.</param>
    /// <param name="gradient">The gradient of the filter, <c>[3, 3, channels, filters]</c>.</param>
    /// <param name="biasGradient">The gradient of the bias, where outputs are pooled.</param>
    public static void Compute(
        TileGrid grid, float* images, int channels, float* gradients, byte* places, int filters, float* gradient, float* biasGradient)
    {
        int blocks = (grid.Tiles + Block - 1) / Block, parts = Math.Clamp(blocks / 4, 1, Math.Min(PartsPerThread * Threads, MostParts));
        int size = TileGrid.Elements * channels * filters;
        using Scratch sums = new(checked(parts * size)), biasSums = new(parts * filters), zeros = new(filters);
        new Span<float>(biasSums.Elements, parts * filters).Clear();
        new Span<float>(zeros.Elements, filters).Clear();
        WinogradFilterGradient work = new(grid, channels, filters, parts)
        {
            images = images,
            gradients = gradients,
            places = places,
            zeros = zeros.Elements,
            sums = sums.Elements,
            biasSums = biasSums.Elements,
        };
        work.Run(grid.Multiplications(channels, filters));
        Add(sums.Elements, parts, size);
        FilterTransforms.ToGradient(sums.Elements, channels, filters, gradient);
        if (grid.IsPooled)
        {
            Add(biasSums.Elements, parts, filters);
            new Span<float>(biasSums.Elements, filters).CopyTo(new(biasGradient, filters));
        }
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
            if (grid.IsPooled)
            {
                PooledTransforms.OfGradients(gradients, places, filters, first, count, changes, changeShape.Step);
                PooledTransforms.AddToBias(gradients, places, filters, first, count, biasSums + ((nint)part * filters));
            }
            else
                OutputTransforms.OfGradients(grid, gradients, filters, zeros, first, count, changes, changeShape.Step);
            TilePrefetch.OfImages(grid, images, channels, first + Block, Block);
            if (!grid.IsPooled)
                TilePrefetch.OfOutputs(grid, gradients, filters, first + Block, Block);
            for (int i = 0; i < TileGrid.Elements; i++)
            {
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), 1, channels, changes + (i * changeShape.Step),
                    sum + ((nint)i * channels * filters), channels, count, filters, adds: true);
            }
        }
    }

    // In order, whoever computed the parts.
    private static void Add(float* sums, int parts, int size)
    {
        Span<float> total = new(sums, size);
        for (int part = 1; part < parts; part++)
            TensorPrimitives.Add(total, new ReadOnlySpan<float>(sums + ((nint)part * size), size), total);
    }
}
