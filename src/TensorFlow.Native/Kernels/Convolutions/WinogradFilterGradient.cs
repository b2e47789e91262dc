namespace TensorFlow.Kernels.Convolutions;

/// <summary>The gradient of <see cref="WinogradConvolution{TTile}"/> by its filter.</summary>
/// <typeparam name="TTile">The transformation of one tile.</typeparam>
internal sealed unsafe class WinogradFilterGradient<TTile>(float* images, int channels, OutputGradients gradients)
    : FilterGradientWork(images, channels, gradients, checked(gradients.Grid.TileElements * channels * gradients.Filters))
    where TTile : struct, ITileTransform
{
    protected override void Add(int first, int end, float* sum)
    {
        int filters = Gradients.Filters, values = Gradients.Grid.TileElements;
        TransformedTiles shape = new(values, Block, Channels), gradientShape = new(values, Block, filters);
        using Scratch memory = new(shape.Length + gradientShape.Length);
        float* tiles = memory.Elements, transformed = tiles + shape.Length;
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            ImageTransforms<TTile>.OfImages(Gradients.Grid, Images, Channels, first, count, tiles, shape.Step);
            Gradients.Transform<TTile>(first, count, transformed, gradientShape.Step);
            AddToBias(first, count, sum);
            TilePrefetch next = TilePrefetch.OfImages(Gradients.Grid, Images, Channels, first + Block, Block);
            TilePrefetch nextGradients = Gradients.Prefetch(first + Block, Block);
            for (int i = 0; i < values; i++)
            {
                next.Next();
                nextGradients.Next();
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), 1, Channels, transformed + (i * gradientShape.Step),
                    sum + ((nint)i * Channels * filters), Channels, count, filters, adds: true);
            }
        }
    }

    protected override void Write(float* sum, float* filter) =>
        FilterTransforms<TTile>.ToGradient(sum, Channels, Gradients.Filters, filter);
}
