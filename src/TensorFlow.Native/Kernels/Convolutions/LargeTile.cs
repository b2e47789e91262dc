using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// Tiles of 4 × 4 outputs, F(4 × 4, 3 × 3): 36 multiplications instead of 144. The points 0, ±3/4, ±3/2, of which the coefficients are
/// exact, round half as much as the usual 0, ±1, ±2: some 3 times as much as sums of the products themselves (measured).
/// </summary>
/// <remarks>Each transformation is one of columns and then the same of rows.</remarks>
internal readonly unsafe struct LargeTile : ITileTransform
{
    private const int Window = TileGrid.Window, Length = 6;

    // The points, and the squares of which all coefficients are made.
    private const float A = 0.75f, B = 1.5f, A2 = A * A, B2 = B * B, Product = A2 * B2, Sum = A2 + B2;

    // The denominators of Lagrange's interpolation at 0, ±A and ±B.
    private const double AtZero = 1 / (double)Product, AtA = 1 / (2 * (double)A2 * (A2 - B2)), AtB = 1 / (2 * (double)B2 * (B2 - A2));

    /// <inheritdoc/>
    public static int Outputs => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfImage(in PieceRows rows, nint channel, nint column, float* tile, nint step)
    {
        // As many rows at once as there are registers for.
        nint at1 = channel + column, at2 = at1 + column, at3 = at2 + column, at4 = at3 + column, at5 = at4 + column;
        Middle(rows.Column(0), channel, out Vector a0, out Vector b0, out Vector c0, out Vector d0);
        Middle(rows.Column(1), at1, out Vector a1, out Vector b1, out Vector c1, out Vector d1);
        Middle(rows.Column(2), at2, out Vector a2, out Vector b2, out Vector c2, out Vector d2);
        Middle(rows.Column(3), at3, out Vector a3, out Vector b3, out Vector c3, out Vector d3);
        Middle(rows.Column(4), at4, out Vector a4, out Vector b4, out Vector c4, out Vector d4);
        Middle(rows.Column(5), at5, out Vector a5, out Vector b5, out Vector c5, out Vector d5);
        Row(a0, a1, a2, a3, a4, a5, tile + (Length * step), step);
        Row(b0, b1, b2, b3, b4, b5, tile + (2 * Length * step), step);
        Row(c0, c1, c2, c3, c4, c5, tile + (3 * Length * step), step);
        Row(d0, d1, d2, d3, d4, d5, tile + (4 * Length * step), step);
        Ends(rows.Column(0), channel, out Vector e0, out Vector f0);
        Ends(rows.Column(1), at1, out Vector e1, out Vector f1);
        Ends(rows.Column(2), at2, out Vector e2, out Vector f2);
        Ends(rows.Column(3), at3, out Vector e3, out Vector f3);
        Ends(rows.Column(4), at4, out Vector e4, out Vector f4);
        Ends(rows.Column(5), at5, out Vector e5, out Vector f5);
        Row(e0, e1, e2, e3, e4, e5, tile, step);
        Row(f0, f1, f2, f3, f4, f5, tile + (5 * Length * step), step);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Middle(float** rows, nint at, out Vector t1, out Vector t2, out Vector t3, out Vector t4) => AtPoints(
            Vector512.Load(rows[1] + at), Vector512.Load(rows[2] + at), Vector512.Load(rows[3] + at), Vector512.Load(rows[4] + at),
            out t1, out t2, out t3, out t4);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Ends(float** rows, nint at, out Vector t0, out Vector t5)
        {
            t0 = AtEnd(Vector512.Load(rows[0] + at), Vector512.Load(rows[2] + at), Vector512.Load(rows[4] + at));
            t5 = AtEnd(Vector512.Load(rows[1] + at), Vector512.Load(rows[3] + at), Vector512.Load(rows[5] + at));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Row(Vector x0, Vector x1, Vector x2, Vector x3, Vector x4, Vector x5, float* tile, nint step)
        {
            AtPoints(x1, x2, x3, x4, out Vector t1, out Vector t2, out Vector t3, out Vector t4);
            AtEnd(x0, x2, x4).Store(tile);
            t1.Store(tile + step);
            t2.Store(tile + (2 * step));
            t3.Store(tile + (3 * step));
            t4.Store(tile + (4 * step));
            AtEnd(x1, x3, x5).Store(tile + (5 * step));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void AtPoints(Vector x1, Vector x2, Vector x3, Vector x4, out Vector t1, out Vector t2, out Vector t3, out Vector t4)
        {
            Vector evenA = Add(x4, -B2, x2), evenB = Add(x4, -A2, x2);
            Vector oddA = Add(x3, -B2, x1) * Vector512.Create(A), oddB = Add(x3, -A2, x1) * Vector512.Create(B);
            (t1, t2) = (evenA + oddA, evenA - oddA);
            (t3, t4) = (evenB + oddB, evenB - oddB);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector AtEnd(Vector x0, Vector x2, Vector x4) => Add(Add(x4, -Sum, x2), Product, x0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToOutputs(float* tile, nint step, Vector bias, Vector least, float* output, nint row, nint column)
    {
        Column(tile, step, out Vector a0, out Vector b0, out Vector c0, out Vector d0);
        Column(tile + step, step, out Vector a1, out Vector b1, out Vector c1, out Vector d1);
        Column(tile + (2 * step), step, out Vector a2, out Vector b2, out Vector c2, out Vector d2);
        Column(tile + (3 * step), step, out Vector a3, out Vector b3, out Vector c3, out Vector d3);
        Column(tile + (4 * step), step, out Vector a4, out Vector b4, out Vector c4, out Vector d4);
        Column(tile + (5 * step), step, out Vector a5, out Vector b5, out Vector c5, out Vector d5);
        Row(a0, a1, a2, a3, a4, a5, bias, least, output, column);
        Row(b0, b1, b2, b3, b4, b5, bias, least, output + row, column);
        Row(c0, c1, c2, c3, c4, c5, bias, least, output + (2 * row), column);
        Row(d0, d1, d2, d3, d4, d5, bias, least, output + (3 * row), column);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(float* tile, nint step, out Vector y0, out Vector y1, out Vector y2, out Vector y3) => Results(
            Vector512.Load(tile), Vector512.Load(tile + (Length * step)), Vector512.Load(tile + (2 * Length * step)),
            Vector512.Load(tile + (3 * Length * step)), Vector512.Load(tile + (4 * Length * step)),
            Vector512.Load(tile + (5 * Length * step)), out y0, out y1, out y2, out y3);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Row(
            Vector t0, Vector t1, Vector t2, Vector t3, Vector t4, Vector t5, Vector bias, Vector least, float* output, nint column)
        {
            Results(t0, t1, t2, t3, t4, t5, out Vector y0, out Vector y1, out Vector y2, out Vector y3);
            Vector512.Max(y0 + bias, least).Store(output);
            Vector512.Max(y1 + bias, least).Store(output + column);
            Vector512.Max(y2 + bias, least).Store(output + (2 * column));
            Vector512.Max(y3 + bias, least).Store(output + (3 * column));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Results(
            Vector t0, Vector t1, Vector t2, Vector t3, Vector t4, Vector t5, out Vector y0, out Vector y1, out Vector y2, out Vector y3)
        {
            Vector evenA = t1 + t2, evenB = t3 + t4, oddA = (t1 - t2) * Vector512.Create(A), oddB = (t3 - t4) * Vector512.Create(B);
            y0 = t0 + (evenA + evenB);
            y1 = oddA + oddB;
            y2 = Add(evenA * Vector512.Create(A2), B2, evenB);
            y3 = Add(Add(t5, A2, oddA), B2, oddB);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfGradients(in PieceRows rows, nint channel, nint column, float* tile, nint step)
    {
        Column(rows.Column(0), channel, out Vector a0, out Vector b0, out Vector c0, out Vector d0, out Vector e0, out Vector f0);
        channel += column;
        Column(rows.Column(1), channel, out Vector a1, out Vector b1, out Vector c1, out Vector d1, out Vector e1, out Vector f1);
        channel += column;
        Column(rows.Column(2), channel, out Vector a2, out Vector b2, out Vector c2, out Vector d2, out Vector e2, out Vector f2);
        channel += column;
        Column(rows.Column(3), channel, out Vector a3, out Vector b3, out Vector c3, out Vector d3, out Vector e3, out Vector f3);
        Row(a0, a1, a2, a3, tile, step);
        Row(b0, b1, b2, b3, tile + (Length * step), step);
        Row(c0, c1, c2, c3, tile + (2 * Length * step), step);
        Row(d0, d1, d2, d3, tile + (3 * Length * step), step);
        Row(e0, e1, e2, e3, tile + (4 * Length * step), step);
        Row(f0, f1, f2, f3, tile + (5 * Length * step), step);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(
            float** rows, nint at, out Vector t0, out Vector t1, out Vector t2, out Vector t3, out Vector t4, out Vector t5) => Values(
            Vector512.Load(rows[0] + at), Vector512.Load(rows[1] + at), Vector512.Load(rows[2] + at), Vector512.Load(rows[3] + at),
            out t0, out t1, out t2, out t3, out t4, out t5);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Row(Vector y0, Vector y1, Vector y2, Vector y3, float* tile, nint step)
        {
            Values(y0, y1, y2, y3, out Vector t0, out Vector t1, out Vector t2, out Vector t3, out Vector t4, out Vector t5);
            t0.Store(tile);
            t1.Store(tile + step);
            t2.Store(tile + (2 * step));
            t3.Store(tile + (3 * step));
            t4.Store(tile + (4 * step));
            t5.Store(tile + (5 * step));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Values(
            Vector y0, Vector y1, Vector y2, Vector y3,
            out Vector t0, out Vector t1, out Vector t2, out Vector t3, out Vector t4, out Vector t5)
        {
            Vector evenA = Add(y0, A2, y2), evenB = Add(y0, B2, y2);
            Vector oddA = Add(y1, A2, y3) * Vector512.Create(A), oddB = Add(y1, B2, y3) * Vector512.Create(B);
            (t0, t5) = (y0, y3);
            (t1, t2) = (evenA + oddA, evenA - oddA);
            (t3, t4) = (evenB + oddB, evenB - oddB);
        }
    }

    /// <inheritdoc/>
    public static void OfWindow(Vector* window, float* transformed, nint step)
    {
        for (int i = 0; i < Window; i++)
            Values(window[i], window[Window + i], window[(2 * Window) + i], transformed + (i * step), Length * step);
        for (int i = 0; i < Length; i++, transformed += Length * step)
        {
            Vector x0 = Vector512.Load(transformed), x1 = Vector512.Load(transformed + step);
            Values(x0, x1, Vector512.Load(transformed + (2 * step)), transformed, step);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Values(Vector x0, Vector x1, Vector x2, float* to, nint step)
        {
            Vector evenA = Add(x0, A2, x2) * Vector512.Create((float)AtA), oddA = x1 * Vector512.Create((float)(AtA * A));
            Vector evenB = Add(x0, B2, x2) * Vector512.Create((float)AtB), oddB = x1 * Vector512.Create((float)(AtB * B));
            (x0 * Vector512.Create((float)AtZero)).Store(to);
            (evenA + oddA).Store(to + step);
            (evenA - oddA).Store(to + (2 * step));
            (evenB + oddB).Store(to + (3 * step));
            (evenB - oddB).Store(to + (4 * step));
            x2.Store(to + (5 * step));
        }
    }

    /// <inheritdoc/>
    public static void ToWindow(float* transformed, nint step, float* gradient, nint gradientStep)
    {
        for (int i = 0; i < Length; i++)
            Values(transformed + (i * step), Length * step, transformed + (i * step), Length * step);
        for (int i = 0; i < Window; i++)
            Values(transformed + (i * Length * step), step, gradient + (i * Window * gradientStep), gradientStep);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Values(float* from, nint fromStep, float* to, nint toStep)
        {
            Vector t1 = Vector512.Load(from + fromStep), t2 = Vector512.Load(from + (2 * fromStep));
            Vector t3 = Vector512.Load(from + (3 * fromStep)), t4 = Vector512.Load(from + (4 * fromStep));
            Vector evenA = (t1 + t2) * Vector512.Create((float)AtA), evenB = (t3 + t4) * Vector512.Create((float)AtB);
            Vector oddA = (t1 - t2) * Vector512.Create((float)(AtA * A)), oddB = (t3 - t4) * Vector512.Create((float)(AtB * B));
            Vector last = Add(Add(Vector512.Load(from + (5 * fromStep)), A2, evenA), B2, evenB);
            Add(evenA + evenB, (float)AtZero, Vector512.Load(from)).Store(to);
            (oddA + oddB).Store(to + toStep);
            last.Store(to + (2 * toStep));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Add(Vector to, float factor, Vector vector) =>
        Vector512.FusedMultiplyAdd(Vector512.Create(factor), vector, to);
}
