using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>Copies what tiles of a few channels read: <c>[tiles, 4, 4, channels]</c>, zeros where they lie outside of the image.</summary>
internal static unsafe class TilePatches
{
    /// <summary>Copies tiles.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="images">Their elements.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="patches">The copies.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(TileGrid grid, float* images, int channels, int first, int count, float* patches)
    {
        TilePieces pieces = grid.InputPieces;
        int size = grid.TileElements * channels, width = pieces.Length * channels;
        nint row = (nint)grid.Width * channels;
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position), patches += size)
        {
            float* corner = images + (pieces.OffsetOf(position) * channels);
            if (!pieces.IsInside(position))
            {
                pieces.Read(position, images, channels, patches);
                continue;
            }

            for (int i = 0; i < size; i += width, corner += row)
            {
                for (int j = 0; j < width; j++)
                    patches[i + j] = corner[j];
            }
        }
    }
}
