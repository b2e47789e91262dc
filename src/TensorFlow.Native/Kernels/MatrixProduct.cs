using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels;

/// <summary>Products of small matrices that are in the processor's caches.</summary>
internal static unsafe class MatrixProduct
{
    private const int Rows = 8;

    /// <summary>Computes a product, <c>[rows, columns]</c>, or adds it.</summary>
    /// <param name="left">The left matrix.</param>
    /// <param name="row">The distance between its rows.</param>
    /// <param name="column">The distance between its columns.</param>
    /// <param name="right">The right matrix, <c>[length, columns]</c>, row by row.</param>
    /// <param name="result">The result, row by row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="length">The number of the left matrix's columns.</param>
    /// <param name="columns">The number of columns, a multiple of a vector's elements.</param>
    /// <param name="adds">Whether the product is added to what the result is.</param>
    public static void Compute(
        float* left, nint row, nint column, float* right, float* result, int rows, int length, int columns, bool adds) =>
        Compute(new(left, row, column), new(right, columns), new(result, columns), rows, length, columns, adds);

    /// <summary>Computes a product, <c>[rows, columns]</c>, or adds it.</summary>
    /// <param name="left">The left matrix.</param>
    /// <param name="right">The right matrix, whose columns are one after another.</param>
    /// <param name="result">The result, whose columns are one after another.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="length">The number of the left matrix's columns.</param>
    /// <param name="columns">The number of columns, a multiple of a vector's elements.</param>
    /// <param name="adds">Whether the product is added to what the result is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(
        MatrixView left, MatrixView right, MatrixView result, int rows, int length, int columns, bool adds)
    {
        // Rows that do not fill a block are computed together with some before them once more.
        int at = 0;
        for (; at + (2 * Vector.Count) <= columns; at += 2 * Vector.Count)
        {
            int i = 0;
            for (; i + Rows <= rows; i += Rows)
                TwoVectors(left.At(i), left.Row, left.Column, right.Elements + at, right.Row, result.At(i) + at, result.Row, length, adds);
            if (i < rows && !adds && rows >= Rows)
            {
                TwoVectors(
                    left.At(rows - Rows), left.Row, left.Column, right.Elements + at, right.Row, result.At(rows - Rows) + at, result.Row,
                    length, adds);
                continue;
            }

            int second = at + Vector.Count;
            for (; i < rows; i++)
            {
                OneRow(left.At(i), left.Column, right.Elements + at, right.Row, result.At(i) + at, length, adds);
                OneRow(left.At(i), left.Column, right.Elements + second, right.Row, result.At(i) + second, length, adds);
            }
        }

        if (at < columns)
        {
            int i = 0;
            for (; i + (2 * Rows) <= rows; i += 2 * Rows)
                OneVector(left.At(i), left.Row, left.Column, right.Elements + at, right.Row, result.At(i) + at, result.Row, length, adds);
            if (i < rows && !adds && rows >= 2 * Rows)
            {
                i = rows - (2 * Rows);
                OneVector(left.At(i), left.Row, left.Column, right.Elements + at, right.Row, result.At(i) + at, result.Row, length, adds);
                i = rows;
            }

            for (; i < rows; i++)
                OneRow(left.At(i), left.Column, right.Elements + at, right.Row, result.At(i) + at, length, adds);
        }
    }

    private static void OneRow(float* left, nint column, float* right, nint step, float* result, int length, bool adds)
    {
        Vector sum = default;
        for (; length > 0; length--)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(*left), Vector512.Load(right), sum);
            left += column;
            right += step;
        }

        (adds ? sum + Vector512.Load(result) : sum).Store(result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoVectors(
        float* left, nint row, nint column, float* right, nint step, float* result, nint columns, int length, bool adds)
    {
        Vector a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        Vector e0 = default, e1 = default, f0 = default, f1 = default, g0 = default, g1 = default, h0 = default, h1 = default;
        nint second = Vector.Count;
        float* a = left, b = a + row, c = b + row, d = c + row, e = d + row, f = e + row, g = f + row, h = g + row;
        nint at = 0;
        for (; length > 0; length--)
        {
            Vector x0 = Vector512.Load(right), x1 = Vector512.Load(right + Vector.Count);
            Add(a[at], x0, x1, ref a0, ref a1);
            Add(b[at], x0, x1, ref b0, ref b1);
            Add(c[at], x0, x1, ref c0, ref c1);
            Add(d[at], x0, x1, ref d0, ref d1);
            Add(e[at], x0, x1, ref e0, ref e1);
            Add(f[at], x0, x1, ref f0, ref f1);
            Add(g[at], x0, x1, ref g0, ref g1);
            Add(h[at], x0, x1, ref h0, ref h1);
            at += column;
            right += step;
        }

        if (adds)
        {
            AddSums(result, columns, second, ref a0, ref a1, ref b0, ref b1, ref c0, ref c1, ref d0, ref d1);
            AddSums(result + (4 * columns), columns, second, ref e0, ref e1, ref f0, ref f1, ref g0, ref g1, ref h0, ref h1);
        }

        Write(result, columns, second, a0, a1, b0, b1, c0, c1, d0, d1);
        Write(result + (4 * columns), columns, second, e0, e1, f0, f1, g0, g1, h0, h1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Add(float factor, Vector x0, Vector x1, ref Vector sum0, ref Vector sum1)
        {
            Vector spread = Vector512.Create(factor);
            sum0 = Vector512.FusedMultiplyAdd(spread, x0, sum0);
            sum1 = Vector512.FusedMultiplyAdd(spread, x1, sum1);
        }
    }

    // Of twice as many rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector(
        float* left, nint row, nint column, float* right, nint step, float* result, nint columns, int length, bool adds)
    {
        Vector a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        Vector e0 = default, e1 = default, f0 = default, f1 = default, g0 = default, g1 = default, h0 = default, h1 = default;
        nint second = Rows * columns;
        float* a = left, b = a + (4 * row), c = b + (4 * row), d = c + (4 * row);
        nint row2 = 2 * row, row3 = 3 * row;
        for (; length > 0; length--)
        {
            Vector x = Vector512.Load(right);
            Add(a, row, row2, row3, x, ref a0, ref b0, ref c0, ref d0);
            Add(b, row, row2, row3, x, ref e0, ref f0, ref g0, ref h0);
            Add(c, row, row2, row3, x, ref a1, ref b1, ref c1, ref d1);
            Add(d, row, row2, row3, x, ref e1, ref f1, ref g1, ref h1);
            a += column;
            b += column;
            c += column;
            d += column;
            right += step;
        }

        if (adds)
        {
            AddSums(result, columns, second, ref a0, ref a1, ref b0, ref b1, ref c0, ref c1, ref d0, ref d1);
            AddSums(result + (4 * columns), columns, second, ref e0, ref e1, ref f0, ref f1, ref g0, ref g1, ref h0, ref h1);
        }

        Write(result, columns, second, a0, a1, b0, b1, c0, c1, d0, d1);
        Write(result + (4 * columns), columns, second, e0, e1, f0, f1, g0, g1, h0, h1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Add(
            float* rows, nint row, nint row2, nint row3, Vector x, ref Vector sum0, ref Vector sum1, ref Vector sum2, ref Vector sum3)
        {
            sum0 = Vector512.FusedMultiplyAdd(Vector512.Create(rows[0]), x, sum0);
            sum1 = Vector512.FusedMultiplyAdd(Vector512.Create(rows[row]), x, sum1);
            sum2 = Vector512.FusedMultiplyAdd(Vector512.Create(rows[row2]), x, sum2);
            sum3 = Vector512.FusedMultiplyAdd(Vector512.Create(rows[row3]), x, sum3);
        }
    }

    // A block's products are added up by themselves first, which rounds less.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSums(
        float* result, nint row, nint second, ref Vector a0, ref Vector a1, ref Vector b0, ref Vector b1, ref Vector c0, ref Vector c1,
        ref Vector d0, ref Vector d1)
    {
        a0 += Vector512.Load(result);
        a1 += Vector512.Load(result + second);
        result += row;
        b0 += Vector512.Load(result);
        b1 += Vector512.Load(result + second);
        result += row;
        c0 += Vector512.Load(result);
        c1 += Vector512.Load(result + second);
        result += row;
        d0 += Vector512.Load(result);
        d1 += Vector512.Load(result + second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(
        float* result, nint row, nint second, Vector a0, Vector a1, Vector b0, Vector b1, Vector c0, Vector c1, Vector d0, Vector d1)
    {
        a0.Store(result);
        a1.Store(result + second);
        result += row;
        b0.Store(result);
        b1.Store(result + second);
        result += row;
        c0.Store(result);
        c1.Store(result + second);
        result += row;
        d0.Store(result);
        d1.Store(result + second);
    }
}
