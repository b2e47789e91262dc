namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// Both gradients of a convolution with windows of 3 × 3, by its input and by its filter. The gradient by the input is a convolution of
/// the outputs' gradients with the windows turned by 180°; that by the filter takes the same transformed tiles of them, and the images'
/// elements at the tiles' outputs. So each tile writes its gradients once, and none overlap.
/// </summary>
/// <typeparam name="TTile">The transformation of one tile.</typeparam>
internal sealed unsafe class WinogradGradients<TTile> : SummedWork
    where TTile : struct, ITileTransform
{
    private readonly GradientOperands operands;
    private readonly int block;
    private float* filter;
    private float* zeros;

    /// <param name="operands">What the gradients follow from.</param>
    public WinogradGradients(GradientOperands operands)
        : base(operands.Grid.Tiles, BlockOf(operands), checked(operands.Grid.TileElements * operands.Channels * operands.Filters))
    {
        this.operands = operands;
        block = BlockOf(operands);
    }

    /// <summary>Computes the gradients.</summary>
    /// <param name="filterGradient">The gradient by the filter, <c>[3, 3, channels, filters]</c>.</param>
    public void Run(float* filterGradient)
    {
        (int channels, int filters) = (operands.Channels, operands.Filters);
        int size = checked(operands.Grid.TileElements * channels * filters);
        using Scratch transformed = new(size + channels);
        filter = transformed.Elements;
        FilterTransforms<TTile>.Rotated(operands.Filter, channels, filters, filter);
        zeros = filter + size;
        new Span<float>(zeros, channels).Clear();
        using Scratch sums = Sum(2 * operands.Grid.Multiplications(channels, filters));
        FilterTransforms<TTile>.ToRotatedGradient(sums.Elements, channels, filters, filterGradient);
    }

    protected override void Add(int first, int end, float* sum)
    {
        GradientOperands o = operands;
        TileGrid grid = o.Grid;
        (int channels, int filters, int values) = (o.Channels, o.Filters, grid.TileElements);
        TransformedTiles shape = new(values, block, channels), gradientShape = new(values, block, filters);
        using Scratch memory = new(shape.Length + gradientShape.Length);
        float* tiles = memory.Elements, gradients = tiles + shape.Length;
        nint size = (nint)channels * filters;
        for (; first < end; first += block)
        {
            int count = Math.Min(block, end - first);
            ImageTransforms<TTile>.OfImages(grid, o.Gradients, filters, first, count, gradients, gradientShape.Step);
            OutputTransforms<TTile>.OfGradients(grid, o.Images, channels, first, count, tiles, shape.Step);
            TilePrefetch nextGradients = TilePrefetch.OfImages(grid, o.Gradients, filters, first + block, block);
            TilePrefetch nextImages = TilePrefetch.OfOutputs(grid, o.Images, channels, first + block, block);
            TilePrefetch outputs = TilePrefetch.OfOutputs(grid, o.ImageGradients, channels, first, count);
            for (int i = 0; i < values; i++)
            {
                nextGradients.Next();
                nextImages.Next();
                outputs.Next();
                float* tile = tiles + (i * shape.Step), gradient = gradients + (i * gradientShape.Step);
                MatrixProduct.Compute(tile, 1, channels, gradient, sum + (i * size), channels, count, filters, adds: true);
                MatrixProduct.Compute(gradient, filters, 1, filter + (i * size), tile, block, filters, channels, adds: false);
            }

            OutputTransforms<TTile>.ToOutputs(
                grid, tiles, shape.Step, channels, zeros, float.NegativeInfinity, first, count, o.ImageGradients);
        }
    }

    // More tiles at once where the second cache holds them.
    private static int BlockOf(GradientOperands operands) => operands.Channels + operands.Filters <= 64 ? 32 : 16;
}
