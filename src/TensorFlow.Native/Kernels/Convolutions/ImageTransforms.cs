using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The transformation of images (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015; F(2 × 2, 3 × 3) with the points
/// 0, 1, −1) and its transpose. Channels are multiples of a vector's elements.
/// </summary>
internal static unsafe class ImageTransforms
{
    /// <summary>From 4 × 4 elements of images to transformed tiles: <c>[16, tiles, channels]</c>.</summary>
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
        float* copy = stackalloc float[TileGrid.Elements * channels];
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position))
        {
            float* corner = images + (grid.OffsetOf(position) * channels);
            nint row = (nint)grid.Width * channels;
            if (!grid.IsInside(position))
            {
                CopyBorder(grid, position, corner, channels, copy);
                corner = copy;
                row = 4 * channels;
            }

            for (int channel = 0; channel < channels; channel += Vector.Count)
                OfImage(corner + channel, row, channels, tiles + (tile * channels) + channel, step);
        }
    }

    /// <summary>From transformed gradients, <c>[16, tiles, channels]</c>, to those of the 4 × 4 elements, which are added up.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="results">The transformed gradients.</param>
    /// <param name="step">The distance between values of a tile.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="images">The gradients of the images.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddToImages(TileGrid grid, float* results, nint step, int channels, int first, int count, float* images)
    {
        float* copy = stackalloc float[TileGrid.Elements * channels];
        TileGrid.Position position = grid.PositionOf(first);
        for (int tile = 0; tile < count; tile++, position = grid.Next(position))
        {
            float* corner = images + (grid.OffsetOf(position) * channels), target = corner;
            nint row = (nint)grid.Width * channels;
            bool isInside = grid.IsInside(position);
            if (!isInside)
            {
                new Span<float>(copy, TileGrid.Elements * channels).Clear();
                target = copy;
                row = 4 * channels;
            }

            for (int channel = 0; channel < channels; channel += Vector.Count)
                AddToImage(results + (tile * channels) + channel, step, target + channel, row, channels);
            if (!isInside)
                AddBorder(grid, position, copy, channels, corner);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OfImage(float* image, nint row, nint column, float* tile, nint step)
    {
        Column(image, row, out Vector a0, out Vector b0, out Vector c0, out Vector d0);
        Column(image + column, row, out Vector a1, out Vector b1, out Vector c1, out Vector d1);
        Column(image + (2 * column), row, out Vector a2, out Vector b2, out Vector c2, out Vector d2);
        Column(image + (3 * column), row, out Vector a3, out Vector b3, out Vector c3, out Vector d3);
        Row(a0, a1, a2, a3, tile, step);
        Row(b0, b1, b2, b3, tile + (4 * step), step);
        Row(c0, c1, c2, c3, tile + (8 * step), step);
        Row(d0, d1, d2, d3, tile + (12 * step), step);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(float* image, nint row, out Vector a, out Vector b, out Vector c, out Vector d)
        {
            Vector x0 = Vector512.Load(image), x1 = Vector512.Load(image + row);
            Vector x2 = Vector512.Load(image + (2 * row)), x3 = Vector512.Load(image + (3 * row));
            (a, b, c, d) = (x0 - x2, x1 + x2, x2 - x1, x1 - x3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Row(Vector x0, Vector x1, Vector x2, Vector x3, float* tile, nint step)
        {
            (x0 - x2).Store(tile);
            (x1 + x2).Store(tile + step);
            (x2 - x1).Store(tile + (2 * step));
            (x1 - x3).Store(tile + (3 * step));
        }
    }

    // The transpose of the transformation of an image.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToImage(float* tile, nint step, float* image, nint row, nint column)
    {
        Column(tile, step, out Vector a0, out Vector b0, out Vector c0, out Vector d0);
        Column(tile + step, step, out Vector a1, out Vector b1, out Vector c1, out Vector d1);
        Column(tile + (2 * step), step, out Vector a2, out Vector b2, out Vector c2, out Vector d2);
        Column(tile + (3 * step), step, out Vector a3, out Vector b3, out Vector c3, out Vector d3);
        Row(a0, a1, a2, a3, image, column);
        Row(b0, b1, b2, b3, image + row, column);
        Row(c0, c1, c2, c3, image + (2 * row), column);
        Row(d0, d1, d2, d3, image + (3 * row), column);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(float* tile, nint step, out Vector a, out Vector b, out Vector c, out Vector d)
        {
            Vector x0 = Vector512.Load(tile), x1 = Vector512.Load(tile + (4 * step));
            Vector x2 = Vector512.Load(tile + (8 * step)), x3 = Vector512.Load(tile + (12 * step));
            (a, b, c, d) = (x0, x1 - x2 + x3, x1 + x2 - x0, -x3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Row(Vector x0, Vector x1, Vector x2, Vector x3, float* image, nint column)
        {
            (Vector512.Load(image) + x0).Store(image);
            (Vector512.Load(image + column) + (x1 - x2 + x3)).Store(image + column);
            (Vector512.Load(image + (2 * column)) + (x1 + x2 - x0)).Store(image + (2 * column));
            (Vector512.Load(image + (3 * column)) - x3).Store(image + (3 * column));
        }
    }

    /// <summary>Copies a tile that is partly outside of its image.</summary>
    public static void CopyBorder(TileGrid grid, TileGrid.Position position, float* corner, int channels, float* copy)
    {
        new Span<float>(copy, TileGrid.Elements * channels).Clear();
        (Range rows, Range columns) = grid.InsideOf(position);
        int width = (columns.End.Value - columns.Start.Value) * channels, left = columns.Start.Value * channels;
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            ReadOnlySpan<float> elements = new(corner + ((nint)row * grid.Width * channels) + left, width);
            elements.CopyTo(new(copy + (row * 4 * channels) + left, width));
        }
    }

    private static void AddBorder(TileGrid grid, TileGrid.Position position, float* copy, int channels, float* corner)
    {
        (Range rows, Range columns) = grid.InsideOf(position);
        int width = (columns.End.Value - columns.Start.Value) * channels, left = columns.Start.Value * channels;
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            float* from = copy + (row * 4 * channels) + left, to = corner + ((nint)row * grid.Width * channels) + left;
            for (int i = 0; i < width; i += Vector.Count)
                (Vector512.Load(to + i) + Vector512.Load(from + i)).Store(to + i);
        }
    }
}
