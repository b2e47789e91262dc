using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// A batch of images, <c>[images, height, width, channels]</c>, over which a window of 3 × 3 passes with a stride of 1, in tiles: each has
/// the 4 × 4 elements that 2 × 2 outputs follow from, or the 6 × 6 of 4 × 4 outputs.
/// </summary>
/// <param name="Images">The number of images.</param>
/// <param name="Height">The height of an image.</param>
/// <param name="Width">The width of an image.</param>
/// <param name="Padding">The zeros around an image, on each side.</param>
/// <param name="TileOutputs">The outputs along a side of a tile.</param>
/// <param name="IsPooled">Whether max pooling of 2 × 2 follows, which leaves out the last row or column of an odd number.</param>
internal readonly record struct TileGrid(int Images, int Height, int Width, int Padding, int TileOutputs = 2, bool IsPooled = false)
{
    /// <summary>The length of a window.</summary>
    public const int Window = 3;

    // Large tiles take longer to transform, and their filters must stay in the caches (measured).
    private const double MostOfSmall = 0.8;
    private const int MostFilterElements = 128 * 128;

    /// <summary>The elements along a side of a tile.</summary>
    public int TileLength => TileOutputs + Window - 1;

    /// <summary>The elements of a tile.</summary>
    public int TileElements => TileLength * TileLength;

    /// <summary>The number of outputs along a column.</summary>
    public int OutputHeight => Outputs(Height);

    /// <summary>The number of outputs along a row.</summary>
    public int OutputWidth => Outputs(Width);

    /// <summary>The number of tiles along a row of an image.</summary>
    public int Columns => (OutputWidth + TileOutputs - 1) / TileOutputs;

    /// <summary>The number of tiles along a column of an image.</summary>
    public int Rows => (OutputHeight + TileOutputs - 1) / TileOutputs;

    /// <summary>The number of tiles in all images.</summary>
    public int Tiles => checked(Images * Rows * Columns);

    /// <summary>The number of multiplications with a filter.</summary>
    public long Multiplications(int channels, int filters) => (long)TileElements * Tiles * channels * filters;

    /// <summary>The same images in the tiles that are the fastest.</summary>
    /// <param name="channels">The number of channels.</param>
    /// <param name="filters">The number of filters.</param>
    public TileGrid ForFilter(int channels, int filters)
    {
        TileGrid large = this with { TileOutputs = LargeTile.Outputs };
        return !IsPooled && channels * filters <= MostFilterElements
            && large.ProductRows <= MostOfSmall * ProductRows ? large : this;
    }

    /// <summary>
    /// The convolution of the outputs' gradients that gives those of the images: the windows are the same, turned by 180°.
    /// </summary>
    /// <param name="channels">The number of the images' channels.</param>
    /// <param name="filters">The number of filters.</param>
    public TileGrid OfGradients(int channels, int filters) =>
        new TileGrid(Images, OutputHeight, OutputWidth, Window - 1 - Padding).ForFilter(channels, filters);

    // Products are of whole blocks.
    private long ProductRows => ((long)Tiles + ConvolutionWork.Block - 1) / ConvolutionWork.Block * TileElements;

    /// <summary>The position of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Position PositionOf(int tile) =>
        new(tile / (Rows * Columns), tile % (Rows * Columns) / Columns * TileOutputs, tile % Columns * TileOutputs);

    /// <summary>The position of the tile after another one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Position Next(Position position)
    {
        int row = position.Row + TileOutputs, column = position.Column + TileOutputs;
        if (column < OutputWidth)
            return position with { Column = column };
        return row < OutputHeight ? new(position.Image, row, 0) : new(position.Image + 1, 0, 0);
    }

    /// <summary>What tiles read of the images.</summary>
    public TilePieces InputPieces => new(Height, Width, Padding, TileLength);

    /// <summary>What tiles write of the outputs.</summary>
    public TilePieces OutputPieces => new(OutputHeight, OutputWidth, 0, TileOutputs);

    private int Outputs(int length)
    {
        int outputs = length + (2 * Padding) - (Window - 1);
        return IsPooled ? outputs & ~1 : outputs;
    }

    /// <summary>Where a tile's first output is.</summary>
    /// <param name="Image">The image.</param>
    /// <param name="Row">The row of outputs.</param>
    /// <param name="Column">The column of outputs.</param>
    public readonly record struct Position(int Image, int Row, int Column);
}
