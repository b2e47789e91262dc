using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// A convolution of images of a few channels with windows of 3 × 3, which max pooling of 2 × 2 follows: what it would write without pooling
/// takes longer than its multiplications.
/// </summary>
internal sealed unsafe class DirectConvolution(ConvolutionOperands operands) : ConvolutionWork(operands)
{
    protected override void Compute(int first, int end)
    {
        ConvolutionOperands o = Operands;
        using Scratch patches = new(o.Grid.TileElements * Block * o.Channels);
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            TilePatches.Copy(o.Grid, o.Images, o.Channels, first, count, patches.Elements);
            for (int at = 0; at < o.Filters; at += Vector.Count)
            {
                nint offset = ((nint)first * o.Filters) + at;
                Convolve(
                    patches.Elements, count, o.Channels, o.Filter + at, o.Filters, o.Bias + at, Least, o.Outputs + offset,
                    o.Argmax + offset);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convolve(
        float* patch, int count, int channels, float* filter, int filters, float* bias, float least, float* pooled, byte* argmax)
    {
        Vector added = Vector512.Load(bias), limit = Vector512.Create(least);
        int row = 4 * channels;
        for (; count > 0; count--, patch += 4 * row, pooled += filters, argmax += filters)
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

            PooledTransforms.Largest(a + a2, b + b2, c + c2, d + d2, added, limit, pooled, argmax);
        }
    }
}
