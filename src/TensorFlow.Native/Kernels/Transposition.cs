using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels;

/// <summary>The transposition of matrices.</summary>
internal static unsafe class Transposition
{
    private const int Size = 16;

    /// <summary>Transposes a matrix; zeros are behind each row of the result.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="rows">The number of its rows.</param>
    /// <param name="columns">The number of its columns, a multiple of 16.</param>
    /// <param name="result">The result, <c>[columns, length]</c>.</param>
    /// <param name="length">The length of its rows: that of the matrix's columns to a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(MatrixView matrix, int rows, int columns, float* result, int length)
    {
        Vector* block = stackalloc Vector[Size];
        for (int row = 0; row < rows; row += Size)
        {
            for (int column = 0; column < columns; column += Size)
            {
                for (int i = 0; i < Size; i++)
                    block[i] = row + i < rows ? Vector512.Load(matrix.At(row + i) + column) : default;
                Transpose(block);
                for (int i = 0; i < Size; i++)
                    block[i].Store(result + ((nint)(column + i) * length) + row);
            }
        }
    }

    // Elements of neighbouring rows side by side, then pairs of them, then quarters of vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(Vector* block)
    {
        for (int i = 0; i < Size; i += 4)
        {
            Vector512<double> a = Avx512F.UnpackLow(block[i], block[i + 1]).AsDouble();
            Vector512<double> b = Avx512F.UnpackHigh(block[i], block[i + 1]).AsDouble();
            Vector512<double> c = Avx512F.UnpackLow(block[i + 2], block[i + 3]).AsDouble();
            Vector512<double> d = Avx512F.UnpackHigh(block[i + 2], block[i + 3]).AsDouble();
            block[i] = Avx512F.UnpackLow(a, c).AsSingle();
            block[i + 1] = Avx512F.UnpackHigh(a, c).AsSingle();
            block[i + 2] = Avx512F.UnpackLow(b, d).AsSingle();
            block[i + 3] = Avx512F.UnpackHigh(b, d).AsSingle();
        }

        for (int i = 0; i < 4; i++)
        {
            Vector a = Avx512F.Shuffle4x128(block[i], block[i + 4], 0x88), b = Avx512F.Shuffle4x128(block[i], block[i + 4], 0xDD);
            Vector c = Avx512F.Shuffle4x128(block[i + 8], block[i + 12], 0x88), d = Avx512F.Shuffle4x128(block[i + 8], block[i + 12], 0xDD);
            block[i] = Avx512F.Shuffle4x128(a, c, 0x88);
            block[i + 8] = Avx512F.Shuffle4x128(a, c, 0xDD);
            block[i + 4] = Avx512F.Shuffle4x128(b, d, 0x88);
            block[i + 12] = Avx512F.Shuffle4x128(b, d, 0xDD);
        }
    }
}
