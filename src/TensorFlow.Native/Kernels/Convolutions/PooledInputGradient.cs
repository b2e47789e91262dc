using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The gradient of a pooled convolution by its input: the transpose of <see cref="WinogradConvolution{TTile}"/>, tile by tile. Tiles
/// overlap, so that a part has whole images.
/// </summary>
internal sealed unsafe class PooledInputGradient : SharedWork
{
    private const int Block = 16, OutputsPerPart = 512;

    private readonly OutputGradients gradients;
    private readonly int channels;
    private readonly int imagesPerPart;
    private readonly float* filter;
    private float* transformedFilter;
    private readonly float* images;

    /// <param name="gradients">The gradients of the outputs.</param>
    /// <param name="filter">The filter, <c>[3, 3, channels, filters]</c>.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="images">The gradients of the images' elements.</param>
    public PooledInputGradient(OutputGradients gradients, float* filter, int channels, float* images)
    {
        (this.gradients, this.channels) = (gradients, channels);
        this.filter = filter;
        this.images = images;
        TileGrid grid = gradients.Grid;
        imagesPerPart = Math.Max(1, OutputsPerPart / (grid.OutputHeight * grid.OutputWidth));
        Parts = (grid.Images + imagesPerPart - 1) / imagesPerPart;
    }

    /// <summary>Computes the gradient.</summary>
    public void Run()
    {
        using Scratch transformed = new(checked(gradients.Grid.TileElements * channels * gradients.Filters));
        transformedFilter = transformed.Elements;
        FilterTransforms<SmallTile>.Transposed(filter, channels, gradients.Filters, transformedFilter);
        Run(gradients.Grid.Multiplications(channels, gradients.Filters));
    }

    protected override void Compute(int part)
    {
        TileGrid grid = gradients.Grid;
        int filters = gradients.Filters, values = grid.TileElements;
        TransformedTiles shape = new(values, Block, filters), resultShape = new(values, Block, channels);
        using Scratch memory = new(shape.Length + resultShape.Length);
        float* tiles = memory.Elements, results = tiles + shape.Length;
        nint size = (nint)grid.Height * grid.Width * channels;
        int firstImage = part * imagesPerPart, endImage = Math.Min(firstImage + imagesPerPart, grid.Images);
        for (int image = firstImage; image < endImage; image++)
            NativeMemory.Clear(images + (image * size), (nuint)size * sizeof(float));
        int tilesPerImage = grid.Rows * grid.Columns, end = endImage * tilesPerImage;
        for (int first = firstImage * tilesPerImage; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            gradients.Transform<SmallTile>(first, count, tiles, shape.Step);
            for (int i = 0; i < values; i++)
            {
                MatrixProduct.Compute(
                    tiles + (i * shape.Step), filters, 1, transformedFilter + ((nint)i * channels * filters),
                    results + (i * resultShape.Step), Block, filters, channels, adds: false);
            }

            AddToImages(first, count, results, resultShape.Step);
        }
    }

    // From gradients of transformed tiles, [values, tiles, channels], to those of the elements.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddToImages(int first, int count, float* tiles, nint step)
    {
        TileGrid grid = gradients.Grid;
        TilePieces pieces = grid.InputPieces;
        int size = grid.TileElements * channels;
        float* copy = stackalloc float[size];
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position), tiles += channels)
        {
            float* target = images + (pieces.OffsetOf(position) * channels);
            nint row = (nint)grid.Width * channels;
            bool isInside = pieces.IsInside(position);
            if (!isInside)
            {
                new Span<float>(copy, size).Clear();
                target = copy;
                row = pieces.Length * channels;
            }

            for (int channel = 0; channel < channels; channel += Vector.Count)
                SmallTile.AddToImage(tiles + channel, step, target + channel, row, channels);
            if (!isInside)
                pieces.Add(position, copy, channels, images);
        }
    }
}
