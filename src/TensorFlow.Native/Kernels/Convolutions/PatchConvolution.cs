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
        using Scratch memory = new(Block * length);
        for (int first = part * positionsPerPart; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            float* outputs = o.Outputs + ((nint)first * o.Filters);
            Patches.Copy(grid, o.Images, o.Channels, first, count, memory.Elements);
            Patches.Prefetch(grid, o.Images, o.Channels, first + Block, Block);
            Patches.Prefetch(outputs, count * o.Filters);
            MatrixProduct.Compute(memory.Elements, length, 1, o.Filter, outputs, count, length, o.Filters, adds: false);
            BiasAndRectifier.Apply(outputs, count, o.Filters, o.Bias, o.Rectifies);
        }
    }
}
