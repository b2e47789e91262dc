using System.Runtime.CompilerServices;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The transformation of the images' tiles. Channels are multiples of a vector's elements.</summary>
/// <typeparam name="TTile">The transformation of one tile.</typeparam>
internal static unsafe class ImageTransforms<TTile>
    where TTile : struct, ITileTransform
{
    /// <summary>From elements of images to transformed tiles, <c>[values, tiles, channels]</c>.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="images">Their elements.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="tiles">The transformed tiles.</param>
    /// <param name="step">The distance between values of a tile.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfImages(TileGrid grid, float* images, int channels, int first, int count, float* tiles, nint step)
    {
        TilePieces pieces = grid.InputPieces;
        float* zeros = stackalloc float[pieces.Length * channels];
        float** places = stackalloc float*[2 * pieces.Length];
        PieceRows rows = new(pieces, images, channels, zeros, places);
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position), tiles += channels)
        {
            rows.MoveTo(position);
            for (int channel = 0; channel < channels; channel += Vector.Count)
                TTile.OfImage(rows, channel, channels, tiles + channel, step);
        }
    }
}
