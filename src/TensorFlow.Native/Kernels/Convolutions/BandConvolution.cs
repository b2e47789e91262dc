using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>A convolution of images of a few channels with windows of 3 × 3 and a stride of 1, row by row.</summary>
internal sealed unsafe class BandConvolution : SharedWork
{
    private const int MostBands = 16, PartsPerThread = 4, Block = 16;

    private readonly ImageBands bands;
    private readonly PatchOperands operands;
    private readonly int bandsPerPart;

    /// <param name="grid">The images.</param>
    /// <param name="operands">What the convolution takes and gives.</param>
    public BandConvolution(PatchGrid grid, PatchOperands operands)
    {
        bands = new(grid, operands.Channels);
        this.operands = operands;
        bandsPerPart = Math.Clamp(bands.Count / (PartsPerThread * Threads), 1, MostBands);
        Parts = (bands.Count + bandsPerPart - 1) / bandsPerPart;
    }

    /// <summary>Computes the outputs.</summary>
    public void Run() => Run(bands.Grid.Multiplications(operands.Channels, operands.Filters));

    protected override void Compute(int part)
    {
        PatchOperands o = operands;
        int columns = bands.Grid.OutputWidth, end = Math.Min((part + 1) * bandsPerPart, bands.Count), line = bands.Line;
        nint row = (nint)columns * o.Filters;
        using Scratch memory = new(bands.Length), zeros = new(o.Filters);
        new Span<float>(zeros.Elements, o.Filters).Clear();
        float* bias = o.Bias is null ? zeros.Elements : o.Bias;
        float least = o.Rectifies ? 0 : float.NegativeInfinity;
        for (int band = part * bandsPerPart; band < end; band++)
        {
            bands.Copy(o.Images, band, memory.Elements);
            float* outputs = o.Outputs + (bands.FirstRow(band) * row), elements = memory.Elements;
            for (int rows = bands.Rows(band); rows > 0; rows--, outputs += row, elements += line)
            {
                for (int at = 0; at < o.Filters; at += Vector.Count)
                    Convolve(elements, line, columns, o.Channels, o.Filter + at, o.Filters, bias + at, least, outputs + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convolve(
        float* elements, int line, int columns, int channels, float* filter, nint filters, float* bias, float least, float* outputs)
    {
        // Columns that do not fill a block are computed together with some before them once more.
        int at = 0;
        for (; columns >= Block && at < columns; at += Block)
        {
            at = Math.Min(at, columns - Block);
            ConvolveBlock(elements + (at * channels), line, channels, filter, filters, bias, least, outputs + (at * filters));
        }

        for (; at < columns; at++)
            ConvolveOne(elements + (at * channels), line, channels, filter, filters, bias, least, outputs + (at * filters));
    }

    private static void ConvolveOne(
        float* elements, int line, int channels, float* filter, nint filters, float* bias, float least, float* output)
    {
        Vector sum = Vector512.Load(bias);
        for (int i = 0; i < TileGrid.Window; i++, elements += line)
        {
            for (int j = 0; j < TileGrid.Window * channels; j++, filter += filters)
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(elements[j]), Vector512.Load(filter), sum);
        }

        Vector512.MaxNative(Vector512.Create(least), sum).Store(output);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ConvolveBlock(
        float* elements, int line, int channels, float* filter, nint filters, float* bias, float least, float* outputs)
    {
        Vector a0 = Vector512.Load(bias), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        Vector c0 = a0, c1 = a0, c2 = a0, c3 = a0, d0 = a0, d1 = a0, d2 = a0, d3 = a0;
        nint second = channels, third = 2 * channels, fourth = 3 * channels, four = 4 * channels;
        for (int i = 0; i < TileGrid.Window; i++, elements += line)
        {
            // Along a row, the elements of a window follow one another.
            float* a = elements, b = a + four, c = b + four, d = c + four;
            for (int j = 0; j < TileGrid.Window * channels; j++, filter += filters)
            {
                Vector weight = Vector512.Load(filter);
                Add(a++, second, third, fourth, weight, ref a0, ref a1, ref a2, ref a3);
                Add(b++, second, third, fourth, weight, ref b0, ref b1, ref b2, ref b3);
                Add(c++, second, third, fourth, weight, ref c0, ref c1, ref c2, ref c3);
                Add(d++, second, third, fourth, weight, ref d0, ref d1, ref d2, ref d3);
            }
        }

        // Of a number and what is none, the second one is taken.
        Vector limit = Vector512.Create(least);
        Write(outputs, filters, limit, a0, a1, a2, a3);
        Write(outputs + (4 * filters), filters, limit, b0, b1, b2, b3);
        Write(outputs + (8 * filters), filters, limit, c0, c1, c2, c3);
        Write(outputs + (12 * filters), filters, limit, d0, d1, d2, d3);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Add(
            float* element, nint second, nint third, nint fourth, Vector weight, ref Vector sum0, ref Vector sum1, ref Vector sum2,
            ref Vector sum3)
        {
            sum0 = Vector512.FusedMultiplyAdd(Vector512.Create(element[0]), weight, sum0);
            sum1 = Vector512.FusedMultiplyAdd(Vector512.Create(element[second]), weight, sum1);
            sum2 = Vector512.FusedMultiplyAdd(Vector512.Create(element[third]), weight, sum2);
            sum3 = Vector512.FusedMultiplyAdd(Vector512.Create(element[fourth]), weight, sum3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Write(float* outputs, nint filters, Vector limit, Vector sum0, Vector sum1, Vector sum2, Vector sum3)
        {
            Vector512.MaxNative(limit, sum0).Store(outputs);
            Vector512.MaxNative(limit, sum1).Store(outputs + filters);
            Vector512.MaxNative(limit, sum2).Store(outputs + (2 * filters));
            Vector512.MaxNative(limit, sum3).Store(outputs + (3 * filters));
        }
    }
}
