using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>Tiles of 2 × 2 outputs, F(2 × 2, 3 × 3) with the points 0, 1, −1: 16 multiplications instead of 36.</summary>
internal readonly unsafe struct SmallTile : ITileTransform
{
    private const int Window = TileGrid.Window;

    /// <inheritdoc/>
    public static int Outputs => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfImage(in PieceRows rows, nint channel, nint column, float* tile, nint step)
    {
        Column(rows.Column(0), channel, out Vector a0, out Vector b0, out Vector c0, out Vector d0);
        Column(rows.Column(1), channel + column, out Vector a1, out Vector b1, out Vector c1, out Vector d1);
        Column(rows.Column(2), channel + (2 * column), out Vector a2, out Vector b2, out Vector c2, out Vector d2);
        Column(rows.Column(3), channel + (3 * column), out Vector a3, out Vector b3, out Vector c3, out Vector d3);
        Row(a0, a1, a2, a3, tile, step);
        Row(b0, b1, b2, b3, tile + (4 * step), step);
        Row(c0, c1, c2, c3, tile + (8 * step), step);
        Row(d0, d1, d2, d3, tile + (12 * step), step);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(float** rows, nint at, out Vector a, out Vector b, out Vector c, out Vector d)
        {
            Vector x0 = Vector512.Load(rows[0] + at), x1 = Vector512.Load(rows[1] + at);
            Vector x2 = Vector512.Load(rows[2] + at), x3 = Vector512.Load(rows[3] + at);
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

    /// <summary>From a transformed tile's gradient to those of the elements, which are added up.</summary>
    /// <param name="tile">The gradient of the transformed tile.</param>
    /// <param name="step">The distance between its values.</param>
    /// <param name="image">The gradient of the first element.</param>
    /// <param name="row">The distance between rows.</param>
    /// <param name="column">The distance between columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddToImage(float* tile, nint step, float* image, nint row, nint column)
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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToOutputs(float* tile, nint step, Vector bias, Vector least, float* output, nint row, nint column)
    {
        ToOutputs(tile, step, out Vector a, out Vector b, out Vector c, out Vector d);
        Vector512.Max(a + bias, least).Store(output);
        Vector512.Max(b + bias, least).Store(output + column);
        Vector512.Max(c + bias, least).Store(output + row);
        Vector512.Max(d + bias, least).Store(output + row + column);
    }

    /// <summary>From transformed outputs to the outputs, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToOutputs(float* tile, nint step, out Vector a, out Vector b, out Vector c, out Vector d)
    {
        Column(tile, step, out Vector a0, out Vector b0);
        Column(tile + step, step, out Vector a1, out Vector b1);
        Column(tile + (2 * step), step, out Vector a2, out Vector b2);
        Column(tile + (3 * step), step, out Vector a3, out Vector b3);
        a = a0 + a1 + a2;
        b = a1 - a2 - a3;
        c = b0 + b1 + b2;
        d = b1 - b2 - b3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(float* tile, nint step, out Vector a, out Vector b)
        {
            Vector x0 = Vector512.Load(tile), x1 = Vector512.Load(tile + (4 * step));
            Vector x2 = Vector512.Load(tile + (8 * step)), x3 = Vector512.Load(tile + (12 * step));
            (a, b) = (x0 + x1 + x2, x1 - x2 - x3);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfGradients(in PieceRows rows, nint channel, nint column, float* tile, nint step)
    {
        float** left = rows.Column(0), right = rows.Column(1);
        nint second = channel + column;
        OfGradients(
            Vector512.Load(left[0] + channel), Vector512.Load(right[0] + second), Vector512.Load(left[1] + channel),
            Vector512.Load(right[1] + second), tile, step);
    }

    /// <summary>From the gradients of outputs, row by row, to those of transformed outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfGradients(Vector a, Vector b, Vector c, Vector d, float* tile, nint step)
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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfWindow(Vector* window, float* transformed, nint step)
    {
        Vector half = Vector512.Create(0.5f);
        for (int column = 0; column < Window; column++)
        {
            Vector x0 = window[column], x1 = window[Window + column], x2 = window[(2 * Window) + column];
            float* value = transformed + (column * step);
            x0.Store(value);
            ((x0 + x1 + x2) * half).Store(value + (4 * step));
            ((x0 - x1 + x2) * half).Store(value + (8 * step));
            x2.Store(value + (12 * step));
        }

        for (int row = 0; row < 4; row++)
        {
            float* value = transformed + (4 * row * step);
            Vector x0 = Vector512.Load(value), x1 = Vector512.Load(value + step), x2 = Vector512.Load(value + (2 * step));
            ((x0 + x1 + x2) * half).Store(value + step);
            ((x0 - x1 + x2) * half).Store(value + (2 * step));
            x2.Store(value + (3 * step));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToWindow(float* transformed, nint step, float* gradient, nint gradientStep)
    {
        Vector half = Vector512.Create(0.5f);
        for (int column = 0; column < 4; column++)
        {
            float* value = transformed + (column * step);
            Vector x0 = Vector512.Load(value), x3 = Vector512.Load(value + (12 * step));
            Vector x1 = Vector512.Load(value + (4 * step)) * half, x2 = Vector512.Load(value + (8 * step)) * half;
            (x0 + (x1 + x2)).Store(value);
            (x1 - x2).Store(value + (4 * step));
            (x1 + x2 + x3).Store(value + (8 * step));
        }

        for (int row = 0; row < Window; row++, transformed += 4 * step, gradient += Window * gradientStep)
        {
            Vector x0 = Vector512.Load(transformed), x3 = Vector512.Load(transformed + (3 * step));
            Vector x1 = Vector512.Load(transformed + step) * half, x2 = Vector512.Load(transformed + (2 * step)) * half;
            (x0 + (x1 + x2)).Store(gradient);
            (x1 - x2).Store(gradient + gradientStep);
            (x1 + x2 + x3).Store(gradient + (2 * gradientStep));
        }
    }
}
