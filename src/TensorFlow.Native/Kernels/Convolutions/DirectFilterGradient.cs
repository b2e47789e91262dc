using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The gradient of <see cref="DirectConvolution"/> by its filter, and that by its bias.</summary>
internal sealed unsafe class DirectFilterGradient : SharedWork
{
    private const int Block = 32, MostParts = 64, PartsPerThread = 2, Window = TileGrid.Window * TileGrid.Window;

    private readonly TileGrid grid;
    private readonly int channels;
    private readonly int filters;
    private float* images;
    private float* gradients;
    private byte* places;
    private float* sums;

    private DirectFilterGradient(TileGrid grid, int channels, int filters, int parts)
    {
        (this.grid, this.channels, this.filters) = (grid, channels, filters);
        Parts = parts;
    }

    // The gradients by the filter and by the bias.
    private int Size => (Window * channels * filters) + filters;

    /// <summary>Computes the gradients.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="images">Their elements.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="gradients">The gradients of the largest output of each tile.</param>
    /// <param name="places">The places of these.</param>
    /// <param name="filters">The number of filters.</param>
    /// <param name="gradient">The gradient of the filter, <c>[3, 3, channels, filters]</c>.</param>
    /// <param name="biasGradient">The gradient of the bias.</param>
    public static void Compute(
        TileGrid grid, float* images, int channels, float* gradients, byte* places, int filters, float* gradient, float* biasGradient)
    {
        int blocks = (grid.Tiles + Block - 1) / Block, parts = Math.Clamp(blocks / 4, 1, Math.Min(PartsPerThread * Threads, MostParts));
        DirectFilterGradient work = new(grid, channels, filters, parts)
        {
            images = images,
            gradients = gradients,
            places = places,
        };
        int size = work.Size;
        using Scratch sums = new(checked(parts * size));
        work.sums = sums.Elements;
        work.Run(grid.Multiplications(channels, filters));
        Span<float> total = new(sums.Elements, size);
        for (int part = 1; part < parts; part++)
            TensorPrimitives.Add(total, new ReadOnlySpan<float>(sums.Elements + ((nint)part * size), size), total);
        total[..^filters].CopyTo(new(gradient, size - filters));
        total[^filters..].CopyTo(new(biasGradient, filters));
    }

    protected override void Compute(int part)
    {
        using Scratch patches = new(TileGrid.Elements * Block * channels);
        float* sum = sums + ((nint)part * Size);
        new Span<float>(sum, Size).Clear();
        long blocks = (grid.Tiles + Block - 1) / Block;
        int first = (int)(blocks * part / Parts) * Block, end = Math.Min((int)(blocks * (part + 1) / Parts) * Block, grid.Tiles);
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            TilePatches.Copy(grid, images, channels, first, count, patches.Elements);
            PooledTransforms.AddToBias(gradients, places, filters, first, count, sum + (Window * channels * filters));
            nint offset = (nint)first * filters;
            for (int channel = 0; channel < channels; channel++)
            {
                for (int at = 0; at < filters; at += Vector.Count)
                {
                    Add(patches.Elements + channel, count, channels, gradients + offset + at, places + offset + at, filters,
                        sum + (channel * filters) + at);
                }
            }
        }
    }

    // Adds the products of one channel and 16 filters.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* patch, int count, int channels, float* gradient, byte* places, int filters, float* sum)
    {
        Vector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default, s8 = default;
        for (; count > 0; count--, patch += TileGrid.Elements * channels, gradient += filters, places += filters)
        {
            PooledTransforms.Spread(gradient, places, out Vector a, out Vector b, out Vector c, out Vector d);
            float* row0 = patch, row1 = row0 + (4 * channels), row2 = row1 + (4 * channels), row3 = row2 + (4 * channels);
            s0 = Products(row0, row1, channels, a, b, c, d, s0);
            s1 = Products(row0 + channels, row1 + channels, channels, a, b, c, d, s1);
            s2 = Products(row0 + (2 * channels), row1 + (2 * channels), channels, a, b, c, d, s2);
            s3 = Products(row1, row2, channels, a, b, c, d, s3);
            s4 = Products(row1 + channels, row2 + channels, channels, a, b, c, d, s4);
            s5 = Products(row1 + (2 * channels), row2 + (2 * channels), channels, a, b, c, d, s5);
            s6 = Products(row2, row3, channels, a, b, c, d, s6);
            s7 = Products(row2 + channels, row3 + channels, channels, a, b, c, d, s7);
            s8 = Products(row2 + (2 * channels), row3 + (2 * channels), channels, a, b, c, d, s8);
        }

        nint step = (nint)channels * filters;
        Write(s0, sum);
        Write(s1, sum + step);
        Write(s2, sum + (2 * step));
        Write(s3, sum + (3 * step));
        Write(s4, sum + (4 * step));
        Write(s5, sum + (5 * step));
        Write(s6, sum + (6 * step));
        Write(s7, sum + (7 * step));
        Write(s8, sum + (8 * step));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector Products(float* above, float* below, int column, Vector a, Vector b, Vector c, Vector d, Vector sum)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(above[0]), a, sum);
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(above[column]), b, sum);
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(below[0]), c, sum);
            return Vector512.FusedMultiplyAdd(Vector512.Create(below[column]), d, sum);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Write(Vector value, float* sum) => (Vector512.Load(sum) + value).Store(sum);
    }
}
