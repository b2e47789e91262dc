namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The gradient of a <see cref="PatchConvolution"/> by its filter: the product of the transposed patches and the outputs' gradients.
/// </summary>
internal sealed unsafe class PatchFilterGradient(PatchGrid grid, float* images, int channels, float* gradients, int filters)
    : SummedWork(grid.Positions, Block, checked(grid.Length(channels) * filters))
{
    private const int Block = 32;

    /// <summary>Computes the gradient.</summary>
    /// <param name="filter">The gradient, <c>[window, window, channels, filters]</c>.</param>
    public void Run(float* filter)
    {
        using Scratch sums = Sum(grid.Multiplications(channels, filters));
        int length = grid.Length(channels) * filters;
        new ReadOnlySpan<float>(sums.Elements, length).CopyTo(new(filter, length));
    }

    protected override void Add(int first, int end, float* sum)
    {
        int length = grid.Length(channels);
        using Scratch memory = new(Block * length);
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            Patches.Copy(grid, images, channels, first, count, memory.Elements);
            Patches.Prefetch(grid, images, channels, first + Block, Block);
            Patches.Prefetch(gradients + ((nint)(first + Block) * filters), Block * filters);
            MatrixProduct.Compute(
                memory.Elements, 1, length, gradients + ((nint)first * filters), sum, length, count, filters, adds: true);
        }
    }
}
