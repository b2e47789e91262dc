using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// A batch of images, <c>[images, height, width, channels]</c>, over which a window of 3 × 3 passes with a stride of 1, in tiles of
/// 4 × 4 elements: each has what 2 × 2 outputs follow from.
/// </summary>
/// <param name="Images">The number of images.</param>
/// <param name="Height">The height of an image.</param>
/// <param name="Width">The width of an image.</param>
/// <param name="Padding">The zeros around an image, on each side.</param>
/// <param name="IsPooled">Whether max pooling of 2 × 2 follows, which leaves out the last row or column of an odd number.</param>
internal readonly record struct TileGrid(int Images, int Height, int Width, int Padding, bool IsPooled = false)
{
    /// <summary>The values of a transformed tile.</summary>
    public const int Elements = 16;

    /// <summary>The length of a window.</summary>
    public const int Window = 3;

    /// <summary>The number of outputs along a column.</summary>
    public int OutputHeight => Outputs(Height);

    /// <summary>The number of outputs along a row.</summary>
    public int OutputWidth => Outputs(Width);

    /// <summary>The number of tiles along a row of an image.</summary>
    public int Columns => (OutputWidth + 1) / 2;

    /// <summary>The number of tiles along a column of an image.</summary>
    public int Rows => (OutputHeight + 1) / 2;

    /// <summary>The number of tiles in all images.</summary>
    public int Tiles => checked(Images * Rows * Columns);

    /// <summary>The number of multiplications with a filter.</summary>
    public long Multiplications(int channels, int filters) => (long)Elements * Tiles * channels * filters;

    /// <summary>The position of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Position PositionOf(int tile) =>
        new(tile / (Rows * Columns), tile % (Rows * Columns) / Columns * 2, tile % Columns * 2);

    /// <summary>The position of the tile after another one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Position Next(Position position)
    {
        if (position.Column + 2 < OutputWidth)
            return position with { Column = position.Column + 2 };
        return position.Row + 2 < OutputHeight ? new(position.Image, position.Row + 2, 0) : new(position.Image + 1, 0, 0);
    }

    /// <summary>The element, counted without channels, at which a tile begins; it may lie outside of the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint OffsetOf(Position position) =>
        ((((nint)position.Image * Height) + position.Row - Padding) * Width) + position.Column - Padding;

    /// <summary>Whether all of a tile lies in the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsInside(Position position) => position.Row >= Padding && position.Column >= Padding
        && position.Row - Padding + 4 <= Height && position.Column - Padding + 4 <= Width;

    /// <summary>The rows and columns of a tile that lie in the image.</summary>
    public (Range Rows, Range Columns) InsideOf(Position position)
    {
        return (Inside(position.Row - Padding, Height), Inside(position.Column - Padding, Width));

        static Range Inside(int start, int length) => Math.Clamp(-start, 0, 4)..Math.Clamp(length - start, 0, 4);
    }

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
