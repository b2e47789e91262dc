namespace TensorFlow.Kernels.Convolutions;

/// <summary>The gradient of <see cref="WinogradConvolution"/> by its filter.</summary>
internal sealed unsafe class WinogradFilterGradient(float* images, int channels, OutputGradients gradients)
    : FilterGradientWork(images, channels, gradients, TileGrid.Elements * channels * gradients.Filters)
{
    protected override void Add(int first, int end, float* sum)
    {
        int filters = Gradients.Filters;
        TransformedTiles shape = new(Block, Channels), gradientShape = new(Block, filters);
        using Scratch memory = new(shape.Length + gradientShape.Length);
        float* tiles = memory.Elements, transformed = tiles + shape.Length;
        for (; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            ImageTransforms.OfImages(Gradients.Grid, Images, Channels, first, count, tiles, shape.Step);
            Gradients.Transform(first, count, transformed, gradientShape.Step);
            AddToBias(first, count, sum);
            TilePrefetch.OfImages(Gradients.Grid, Images, Channels, first + Block, Block);
            for (int i = 0; i < TileGrid.Elements; i++)
            {
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), 1, Channels, transformed + (i * gradientShape.Step),
                    sum + ((nint)i * Channels * filters), Channels, count, filters, adds: true);
            }
        }
    }

    protected override void Write(float* sum, float* filter) => FilterTransforms.ToGradient(sum, Channels, Gradients.Filters, filter);
}
