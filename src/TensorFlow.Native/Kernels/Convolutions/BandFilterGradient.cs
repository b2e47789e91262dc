using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The gradient of a <see cref="BandConvolution"/> by its filter.</summary>
internal sealed unsafe class BandFilterGradient(PatchGrid grid, float* images, int channels, float* gradients, int filters)
    : SummedWork(new ImageBands(grid, channels).Count, block: 1, checked(grid.Length(channels) * filters))
{
    /// <summary>Computes the gradient.</summary>
    /// <param name="filter">The gradient, <c>[3, 3, channels, filters]</c>.</param>
    public void Run(float* filter)
    {
        using Scratch sums = Sum(grid.Multiplications(channels, filters));
        int length = grid.Length(channels) * filters;
        new ReadOnlySpan<float>(sums.Elements, length).CopyTo(new(filter, length));
    }

    protected override void Add(int first, int end, float* sum)
    {
        ImageBands bands = new(grid, channels);
        int columns = grid.OutputWidth;
        nint row = (nint)columns * filters;
        using Scratch memory = new(bands.Length);
        for (int band = first; band < end; band++)
        {
            int rows = bands.Rows(band);
            float* dy = gradients + (bands.FirstRow(band) * row);
            bands.Copy(images, band, memory.Elements);
            for (int at = 0; at < filters; at += Vector.Count)
            {
                if (channels == ColorProducts.Channels)
                {
                    ColorProducts.Add(memory.Elements, bands.Line, rows, columns, dy + at, filters, sum + at);
                    continue;
                }

                for (int channel = 0; channel < channels; channel++)
                {
                    Add(memory.Elements + channel, bands.Line, rows, columns, channels, dy + at, filters,
                        sum + ((nint)channel * filters) + at);
                }
            }
        }
    }

    // Adds the products of one channel and 16 filters.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(
        float* elements, nint line, int rows, int columns, nint channels, float* gradient, nint filters, float* sum)
    {
        Vector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default, s8 = default;
        nint third = 2 * channels;
        for (; rows > 0; rows--, elements += line)
        {
            float* a = elements, b = a + line, c = b + line;
            for (int column = 0; column < columns; column++, gradient += filters)
            {
                Vector dy = Vector512.Load(gradient);
                s0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), dy, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[channels]), dy, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[third]), dy, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.Create(b[0]), dy, s3);
                s4 = Vector512.FusedMultiplyAdd(Vector512.Create(b[channels]), dy, s4);
                s5 = Vector512.FusedMultiplyAdd(Vector512.Create(b[third]), dy, s5);
                s6 = Vector512.FusedMultiplyAdd(Vector512.Create(c[0]), dy, s6);
                s7 = Vector512.FusedMultiplyAdd(Vector512.Create(c[channels]), dy, s7);
                s8 = Vector512.FusedMultiplyAdd(Vector512.Create(c[third]), dy, s8);
                a += channels;
                b += channels;
                c += channels;
            }
        }

        WindowSums.Add(sum, channels * filters, s0, s1, s2, s3, s4, s5, s6, s7, s8);
    }
}
