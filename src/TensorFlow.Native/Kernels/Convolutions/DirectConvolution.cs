using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// A convolution of images of a few channels with windows of 3 × 3, which max pooling of 2 × 2 follows: what it would write without pooling
/// takes longer than its multiplications.
/// </summary>
internal sealed unsafe class DirectConvolution : SharedWork
{
    private const int Block = 16, MostBlocks = 16, PartsPerThread = 4;

    private readonly TileGrid grid;
    private readonly int channels;
    private readonly int filters;
    private readonly int tilesPerPart;
    private readonly float least;
    private float* images;
    private float* filter;
    private float* bias;
    private float* pooled;
    private byte* places;

    private DirectConvolution(TileGrid grid, int channels, int filters, bool rectifies)
    {
        (this.grid, this.channels, this.filters) = (grid, channels, filters);
        least = rectifies ? 0 : float.NegativeInfinity;
        int blocks = (grid.Tiles + Block - 1) / Block;
        tilesPerPart = Block * Math.Clamp(blocks / (PartsPerThread * Threads), 1, MostBlocks);
        Parts = (grid.Tiles + tilesPerPart - 1) / tilesPerPart;
    }

    /// <summary>Computes the largest output of each tile.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="images">Their elements.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="filter">The filter, <c>[3, 3, channels, filters]</c>.</param>
    /// <param name="filters">The number of filters.</param>
    /// <param name="bias">What is added to each output channel; null for nothing.</param>
    /// <param name="rectifies">Whether negative outputs become 0.</param>
    /// <param name="pooled">The largest outputs.</param>
    /// <param name="places">Their places.</param>
    public static void Compute(
        TileGrid grid, float* images, int channels, float* filter, int filters, float* bias, bool rectifies, float* pooled, byte* places)
    {
        using Scratch zeros = new(filters);
        new Span<float>(zeros.Elements, filters).Clear();
        DirectConvolution work = new(grid, channels, filters, rectifies)
        {
            images = images,
            filter = filter,
            bias = bias is null ? zeros.Elements : bias,
            pooled = pooled,
            places = places,
        };
        work.Run(grid.Multiplications(channels, filters));
    }

    protected override void Compute(int part)
    {
        using Scratch patches = new(TileGrid.Elements * Block * channels);
        int first = part * tilesPerPart, end = Math.Min(first + tilesPerPart, grid.Tiles);
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            TilePatches.Copy(grid, images, channels, first, count, patches.Elements);
            nint offset = (nint)first * filters;
            for (int at = 0; at < filters; at += Vector.Count)
            {
                Convolve(
                    patches.Elements, count, channels, filter + at, filters, bias + at, least, pooled + offset + at, places + offset + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convolve(
        float* patch, int count, int channels, float* filter, int filters, float* bias, float least, float* pooled, byte* places)
    {
        Vector added = Vector512.Load(bias), limit = Vector512.Create(least);
        int row = 4 * channels;
        for (; count > 0; count--, patch += TileGrid.Elements * channels, pooled += filters, places += filters)
        {
            Vector a = default, b = default, c = default, d = default, a2 = default, b2 = default, c2 = default, d2 = default;
            float* weights = filter, element = patch;
            for (int i = 0; i < TileGrid.Window; i++, element += row)
            {
                // Along a row, the elements of a window follow one another.
                for (int j = 0; j < TileGrid.Window * channels; j++, weights += filters)
                {
                    Vector weight = Vector512.Load(weights);
                    (a, a2) = (Vector512.FusedMultiplyAdd(Vector512.Create(element[j]), weight, a2), a);
                    (b, b2) = (Vector512.FusedMultiplyAdd(Vector512.Create(element[j + channels]), weight, b2), b);
                    (c, c2) = (Vector512.FusedMultiplyAdd(Vector512.Create(element[j + row]), weight, c2), c);
                    (d, d2) = (Vector512.FusedMultiplyAdd(Vector512.Create(element[j + row + channels]), weight, d2), d);
                }
            }

            PooledTransforms.Largest(a + a2, b + b2, c + c2, d + d2, added, limit, pooled, places);
        }
    }
}
