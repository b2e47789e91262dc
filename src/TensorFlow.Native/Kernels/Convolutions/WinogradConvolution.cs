namespace TensorFlow.Kernels.Convolutions;

/// <summary>A convolution with windows of 3 × 3, by transformed tiles and a transformed filter.</summary>
/// <typeparam name="TTile">The transformation of one tile.</typeparam>
internal sealed unsafe class WinogradConvolution<TTile>(ConvolutionOperands operands) : ConvolutionWork(operands)
    where TTile : struct, ITileTransform
{
    private float* filter;

    public override void Run()
    {
        ConvolutionOperands o = Operands;
        using Scratch transformed = new(checked(o.Grid.TileElements * o.Channels * o.Filters));
        filter = transformed.Elements;
        if (o.IsRotated)
            FilterTransforms<TTile>.Rotated(o.Filter, o.Filters, o.Channels, filter);
        else
            FilterTransforms<TTile>.Of(o.Filter, o.Channels, o.Filters, filter);
        base.Run();
    }

    protected override void Compute(int first, int end)
    {
        ConvolutionOperands o = Operands;
        TransformedTiles shape = new(o.Grid.TileElements, Block, o.Channels), resultShape = new(o.Grid.TileElements, Block, o.Filters);
        using Scratch memory = new(shape.Length + resultShape.Length);
        float* tiles = memory.Elements, results = tiles + shape.Length;
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            ImageTransforms<TTile>.OfImages(o.Grid, o.Images, o.Channels, first, count, tiles, shape.Step);
            TilePrefetch next = TilePrefetch.OfImages(o.Grid, o.Images, o.Channels, first + Block, Block);
            TilePrefetch outputs = TilePrefetch.OfOutputs(o.Grid, o.Outputs, o.Filters, first, o.Grid.IsPooled ? 0 : count);
            for (int i = 0; i < o.Grid.TileElements; i++)
            {
                next.Next();
                outputs.Next();
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), o.Channels, 1, filter + ((nint)i * o.Channels * o.Filters),
                    results + (i * resultShape.Step), Block, o.Channels, o.Filters, adds: false);
            }

            if (o.Grid.IsPooled)
                PooledTransforms.ToPooled(results, resultShape.Step, o.Filters, o.Bias, Least, first, count, o.Outputs, o.Argmax);
            else
                OutputTransforms<TTile>.ToOutputs(o.Grid, results, resultShape.Step, o.Filters, o.Bias, Least, first, count, o.Outputs);
        }
    }
}
