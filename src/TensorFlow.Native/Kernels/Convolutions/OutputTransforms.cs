using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The transformation of results to outputs, and its transpose, which takes their gradients; see <see cref="ImageTransforms"/>.
/// </summary>
internal static unsafe class OutputTransforms
{
    /// <summary>From transformed results, <c>[16, tiles, channels]</c>, to 2 × 2 outputs each.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="results">The transformed results.</param>
    /// <param name="step">The distance between values of a tile.</param>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="bias">The bias.</param>
    /// <param name="least">The least output: 0 for a rectifier, else negative infinity.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="outputs">The outputs of all tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToOutputs(
        TileGrid grid, float* results, nint step, int channels, float* bias, float least, int first, int count, float* outputs)
    {
        int height = grid.OutputHeight, width = grid.OutputWidth;
        Vector limit = Vector512.Create(least);
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position))
        {
            float* output = outputs + ((((nint)position.Image * height) + position.Row) * width + position.Column) * channels;
            nint below = position.Row + 1 < height ? (nint)width * channels : 0, beside = position.Column + 1 < width ? channels : 0;
            for (int channel = 0; channel < channels; channel += Vector.Count)
            {
                Vector added = Vector512.Load(bias + channel);
                ToOutput(results + (tile * channels) + channel, step, added, limit, output + channel, below, beside);
            }
        }
    }

    /// <summary>From 2 × 2 gradients of outputs to a transformed tile: <c>[16, tiles, channels]</c>.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="gradients">The gradients of all outputs.</param>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="tiles">The transformed tiles.</param>
    /// <param name="step">The distance between values of a tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfGradients(
        TileGrid grid, float* gradients, int channels, int first, int count, float* tiles, nint step)
    {
        // What an image does not have.
        float* zeros = stackalloc float[channels];
        new Span<float>(zeros, channels).Clear();
        int height = grid.OutputHeight, width = grid.OutputWidth;
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position))
        {
            float* element = gradients + ((((nint)position.Image * height) + position.Row) * width + position.Column) * channels;
            bool hasRow = position.Row + 1 < height, hasColumn = position.Column + 1 < width;
            float* right = hasColumn ? element + channels : zeros, below = hasRow ? element + ((nint)width * channels) : zeros;
            float* last = hasRow && hasColumn ? below + channels : zeros;
            for (int channel = 0; channel < channels; channel += Vector.Count)
            {
                OfGradient(
                    Vector512.Load(element + channel), Vector512.Load(right + channel), Vector512.Load(below + channel),
                    Vector512.Load(last + channel), tiles + (tile * channels) + channel, step);
            }
        }
    }

    // An output outside of the image is written to where its neighbour inside is, before that one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToOutput(float* results, nint step, Vector bias, Vector least, float* output, nint below, nint beside)
    {
        Outputs(results, step, out Vector a, out Vector b, out Vector c, out Vector d);
        Vector512.Max(d + bias, least).Store(output + below + beside);
        Vector512.Max(c + bias, least).Store(output + below);
        Vector512.Max(b + bias, least).Store(output + beside);
        Vector512.Max(a + bias, least).Store(output);
    }

    /// <summary>The 2 × 2 outputs of a tile, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Outputs(float* results, nint step, out Vector a, out Vector b, out Vector c, out Vector d)
    {
        Column(results, step, out Vector a0, out Vector b0);
        Column(results + step, step, out Vector a1, out Vector b1);
        Column(results + (2 * step), step, out Vector a2, out Vector b2);
        Column(results + (3 * step), step, out Vector a3, out Vector b3);
        a = a0 + a1 + a2;
        b = a1 - a2 - a3;
        c = b0 + b1 + b2;
        d = b1 - b2 - b3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(float* results, nint step, out Vector a, out Vector b)
        {
            Vector x0 = Vector512.Load(results), x1 = Vector512.Load(results + (4 * step));
            Vector x2 = Vector512.Load(results + (8 * step)), x3 = Vector512.Load(results + (12 * step));
            (a, b) = (x0 + x1 + x2, x1 - x2 - x3);
        }
    }

    /// <summary>The transpose of the transformation to outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfGradient(Vector a, Vector b, Vector c, Vector d, float* tile, nint step)
    {
        Row(a, b, tile, step);
        Row(a + c, b + d, tile + (4 * step), step);
        Row(a - c, b - d, tile + (8 * step), step);
        Row(-c, -d, tile + (12 * step), step);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Row(Vector x0, Vector x1, float* tile, nint step)
        {
            x0.Store(tile);
            (x0 + x1).Store(tile + step);
            (x0 - x1).Store(tile + (2 * step));
            (-x1).Store(tile + (3 * step));
        }
    }
}
