using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The rows of a piece of an image, of which parts may lie outside; zeros are read there, without a copy of the piece.
/// </summary>
internal unsafe ref struct PieceRows
{
    private readonly TilePieces pieces;
    private readonly float* images;
    private readonly int channels;
    private readonly float** rows;
    private readonly float** zeroRows;
    private int left;

    /// <param name="pieces">The pieces.</param>
    /// <param name="images">The images' elements.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="zeros">Room for as many elements as a row of a piece has.</param>
    /// <param name="rows">Room for twice as many places as a piece has rows.</param>
    public PieceRows(TilePieces pieces, float* images, int channels, float* zeros, float** rows)
    {
        (this.pieces, this.channels) = (pieces, channels);
        this.images = images;
        this.rows = rows;
        zeroRows = rows + pieces.Length;
        new Span<float>(zeros, pieces.Length * channels).Clear();
        for (int i = 0; i < pieces.Length; i++)
            zeroRows[i] = zeros;
    }

    /// <summary>Goes to a piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveTo(TileGrid.Position position)
    {
        left = position.Column - pieces.Padding;
        int top = position.Row - pieces.Padding;
        float* row = images + (pieces.OffsetOf(position) * channels);
        for (int i = 0; i < pieces.Length; i++, row += (nint)pieces.Width * channels)
            rows[i] = (uint)(top + i) < (uint)pieces.Height ? row : *zeroRows;
    }

    /// <summary>The rows of which a column is read.</summary>
    /// <param name="column">The column of the piece.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float** Column(int column) => (uint)(left + column) < (uint)pieces.Width ? rows : zeroRows;
}
