using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>A convolution as the product of patches, <c>[positions, patch]</c>, and the filter, <c>[patch, filters]</c>.</summary>
internal sealed unsafe class PatchConvolution : SharedWork
{
    private const int Block = 16, MostBlocks = 16, PartsPerThread = 4;

    private readonly PatchGrid grid;
    private readonly PatchOperands operands;
    private readonly int positionsPerPart;

    /// <param name="grid">The images.</param>
    /// <param name="operands">What the convolution takes and gives.</param>
    public PatchConvolution(PatchGrid grid, PatchOperands operands)
    {
        (this.grid, this.operands) = (grid, operands);
        int blocks = (grid.Positions + Block - 1) / Block;
        positionsPerPart = Block * Math.Clamp(blocks / (PartsPerThread * Threads), 1, MostBlocks);
        Parts = (grid.Positions + positionsPerPart - 1) / positionsPerPart;
    }

    /// <summary>Computes the outputs.</summary>
    public void Run() => Run(grid.Multiplications(operands.Channels, operands.Filters));

    protected override void Compute(int part)
    {
        PatchOperands o = operands;
        int length = grid.Length(o.Channels), end = Math.Min((part + 1) * positionsPerPart, grid.Positions);
        using Scratch memory = new(Block * (length + o.Filters));
        float* results = memory.Elements + (Block * length);
        for (int first = part * positionsPerPart; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            float* outputs = o.Outputs + ((nint)first * o.Filters), products = count == Block ? outputs : results;
            Patches.Copy(grid, o.Images, o.Channels, first, count, memory.Elements);
            Patches.Prefetch(grid, o.Images, o.Channels, first + Block, Block);
            Patches.Prefetch(outputs, count * o.Filters);
            MatrixProduct.Compute(memory.Elements, length, 1, o.Filter, products, Block, length, o.Filters, adds: false);
            if (o.Bias is not null || o.Rectifies || count < Block)
                Finish(products, o.Bias, o.Filters, o.Rectifies ? 0 : float.NegativeInfinity, count, outputs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(float* products, float* bias, int filters, float least, int count, float* outputs)
    {
        Vector limit = Vector512.Create(least);
        for (int at = 0; at < filters; at += Vector.Count)
        {
            Vector added = bias is null ? default : Vector512.Load(bias + at);
            float* product = products + at, output = outputs + at;
            for (int i = 0; i < count; i++, product += filters, output += filters)
                Vector512.Max(Vector512.Load(product) + added, limit).Store(output);
        }
    }
}
