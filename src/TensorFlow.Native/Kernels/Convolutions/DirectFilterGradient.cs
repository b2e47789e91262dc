using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The gradient of <see cref="DirectConvolution"/> by its filter.</summary>
internal sealed unsafe class DirectFilterGradient(float* images, int channels, OutputGradients gradients)
    : FilterGradientWork(images, channels, gradients, Window * channels * gradients.Filters)
{
    private const int Window = TileGrid.Window * TileGrid.Window;

    protected override void Add(int first, int end, float* sum)
    {
        int filters = Gradients.Filters;
        using Scratch patches = new(Gradients.Grid.TileElements * Block * Channels);
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            TilePatches.Copy(Gradients.Grid, Images, Channels, first, count, patches.Elements);
            AddToBias(first, count, sum);
            for (int channel = 0; channel < Channels; channel++)
            {
                for (int at = 0; at < filters; at += Vector.Count)
                {
                    nint offset = ((nint)first * filters) + at;
                    Add(patches.Elements + channel, count, Channels, Gradients.Elements + offset, Gradients.Argmax + offset, filters,
                        sum + (channel * filters) + at);
                }
            }
        }
    }

    protected override void Write(float* sum, float* filter)
    {
        int length = Window * Channels * Gradients.Filters;
        new ReadOnlySpan<float>(sum, length).CopyTo(new(filter, length));
    }

    // Adds the products of one channel and 16 filters.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* patch, int count, int channels, float* gradient, byte* argmax, int filters, float* sum)
    {
        Vector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default, s8 = default;
        for (; count > 0; count--, patch += 16 * channels, gradient += filters, argmax += filters)
        {
            PooledTransforms.Spread(gradient, argmax, out Vector a, out Vector b, out Vector c, out Vector d);
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

        WindowSums.Add(sum, (nint)channels * filters, s0, s1, s2, s3, s4, s5, s6, s7, s8);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector Products(float* above, float* below, int column, Vector a, Vector b, Vector c, Vector d, Vector sum)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(above[0]), a, sum);
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(above[column]), b, sum);
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(below[0]), c, sum);
            return Vector512.FusedMultiplyAdd(Vector512.Create(below[column]), d, sum);
        }
    }
}
