namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// A convolution of sequences as the product of what the window covers, read where it is, and the filter,
/// <c>[window, channels, filters]</c>.
/// </summary>
internal sealed unsafe class SequenceConvolution : SharedWork
{
    private const int Block = 8, MostPositions = 128, PartsPerThread = 4;

    private readonly SequenceGrid grid;
    private readonly PatchOperands operands;
    private readonly int positionsPerPart;

    /// <param name="grid">The sequences.</param>
    /// <param name="operands">What the convolution takes and gives.</param>
    public SequenceConvolution(SequenceGrid grid, PatchOperands operands)
    {
        (this.grid, this.operands) = (grid, operands);
        int blocks = (grid.Positions + Block - 1) / Block, parts = PartsPerThread * Threads;
        positionsPerPart = Math.Clamp(Block * ((blocks + parts - 1) / parts), Block, MostPositions);
        Parts = (grid.Positions + positionsPerPart - 1) / positionsPerPart;
    }

    /// <summary>Computes the outputs.</summary>
    public void Run() => Run(grid.Multiplications(operands.Channels, operands.Filters));

    protected override void Compute(int part)
    {
        int first = part * positionsPerPart, end = Math.Min(first + positionsPerPart, grid.Positions), outputs = grid.Outputs;
        for (int count; first < end; first += count)
        {
            int position = first % outputs;
            count = Math.Min(end - first, outputs - position);
            float* results = operands.Outputs + ((nint)first * operands.Filters);
            Convolve(first / outputs, position, count, results);
            BiasAndRectifier.Apply(results, count, operands.Filters, operands.Bias, operands.Rectifies);
        }
    }

    private void Convolve(int sequence, int position, int count, float* results)
    {
        float* steps = operands.Images + ((nint)sequence * grid.Steps * operands.Channels);
        int lastInside = grid.Steps - grid.Window;
        for (int rows; count > 0; count -= rows, position += rows, results += (nint)rows * operands.Filters)
        {
            // Windows that lie partly outside of the sequence are computed one by one.
            int start = (position * grid.Stride) - grid.Left, begin = Math.Max(0, -start);
            bool isInside = begin == 0 && start <= lastInside;
            rows = isInside ? Math.Min(count, ((lastInside - start) / grid.Stride) + 1) : 1;
            int length = Math.Max(0, Math.Min(grid.Window, grid.Steps - start) - begin) * operands.Channels;
            float* covered = steps + ((nint)(start + begin) * operands.Channels);
            float* filter = operands.Filter + ((nint)begin * operands.Channels * operands.Filters);
            MatrixProduct.Compute(
                covered, (nint)grid.Stride * operands.Channels, 1, filter, results, rows, length, operands.Filters, adds: false);
        }
    }
}
