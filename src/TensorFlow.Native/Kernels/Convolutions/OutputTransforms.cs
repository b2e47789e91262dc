using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The transformation of tiles to outputs, and its transpose, which takes their gradients.</summary>
/// <typeparam name="TTile">The transformation of one tile.</typeparam>
internal static unsafe class OutputTransforms<TTile>
    where TTile : struct, ITileTransform
{
    /// <summary>From transformed outputs, <c>[values, tiles, channels]</c>, to outputs.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="tiles">The transformed outputs, which are used up.</param>
    /// <param name="step">The distance between values of a tile.</param>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="bias">The bias.</param>
    /// <param name="least">The least output: 0 for a rectifier, else negative infinity.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="outputs">The outputs of all tiles.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToOutputs(
        TileGrid grid, float* tiles, nint step, int channels, float* bias, float least, int first, int count, float* outputs)
    {
        TilePieces pieces = grid.OutputPieces;
        float* copy = stackalloc float[pieces.Length * pieces.Length * channels];
        Vector limit = Vector512.Create(least);
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position), tiles += channels)
        {
            bool isInside = pieces.IsInside(position);
            float* target = isInside ? outputs + (pieces.OffsetOf(position) * channels) : copy;
            nint row = (nint)(isInside ? pieces.Width : pieces.Length) * channels;
            for (int channel = 0; channel < channels; channel += Vector.Count)
                TTile.ToOutputs(tiles + channel, step, Vector512.Load(bias + channel), limit, target + channel, row, channels);
            if (!isInside)
                pieces.Write(position, copy, channels, outputs);
        }
    }

    /// <summary>From gradients of outputs to those of transformed outputs, <c>[values, tiles, channels]</c>.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="gradients">The gradients of all outputs.</param>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="tiles">The gradients of transformed outputs.</param>
    /// <param name="step">The distance between values of a tile.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfGradients(
        TileGrid grid, float* gradients, int channels, int first, int count, float* tiles, nint step)
    {
        TilePieces pieces = grid.OutputPieces;
        float* zeros = stackalloc float[pieces.Length * channels];
        float** places = stackalloc float*[2 * pieces.Length];
        PieceRows rows = new(pieces, gradients, channels, zeros, places);
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position), tiles += channels)
        {
            rows.MoveTo(position);
            for (int channel = 0; channel < channels; channel += Vector.Count)
                TTile.OfGradients(rows, channel, channels, tiles + channel, step);
        }
    }
}
