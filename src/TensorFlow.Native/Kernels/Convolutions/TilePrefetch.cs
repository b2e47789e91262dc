using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// Fetches the elements of tiles into the cache while others are computed, some at a time: values of layers are larger than the caches,
/// and the processor has few requests for memory under way at once.
/// </summary>
internal unsafe struct TilePrefetch
{
    private readonly TileGrid grid;
    private readonly TilePieces pieces;
    private readonly float* elements;
    private readonly int channels;
    private readonly int tilesAtOnce;
    private TileGrid.Position position;
    private int left;

    private TilePrefetch(TileGrid grid, TilePieces pieces, float* elements, int channels, int first, int count)
    {
        (this.grid, this.pieces, this.channels) = (grid, pieces, channels);
        this.elements = elements;
        position = grid.PositionOf(first);
        left = count;
        tilesAtOnce = (count + grid.TileElements - 1) / grid.TileElements;
    }

    /// <summary>What tiles read of images, but for the rows and columns that they share with the tiles before them.</summary>
    public static TilePrefetch OfImages(TileGrid grid, float* images, int channels, int first, int count)
    {
        int shared = TileGrid.Window - 1;
        return new(grid, grid.InputPieces, images + (((shared * grid.Width) + shared) * channels), channels, first, count);
    }

    /// <summary>The outputs of tiles.</summary>
    public static TilePrefetch OfOutputs(TileGrid grid, float* outputs, int channels, int first, int count) =>
        new(grid, grid.OutputPieces, outputs, channels, first, count);

    /// <summary>Fetches some tiles, so that all have been fetched after as many calls as a tile has values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Next()
    {
        for (int tile = Math.Min(tilesAtOnce, left); tile > 0; tile--)
        {
            float* row = elements + (pieces.OffsetOf(position) * channels);
            for (int i = 0; i < grid.TileOutputs; i++, row += (nint)pieces.Width * channels)
            {
                for (int j = 0; j < grid.TileOutputs * channels; j += Vector.Count)
                    Sse.Prefetch1(row + j);
            }

            position = grid.Next(position);
        }

        left -= tilesAtOnce;
    }
}
