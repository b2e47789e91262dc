using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Dense;

/// <summary>A dense layer with its bias and, optionally, a rectifier.</summary>
internal static unsafe class DenseForward
{
    private const int Block = DenseOperands.Block;

    /// <summary>Computes the outputs.</summary>
    /// <param name="o">The inputs, the kernel and the outputs.</param>
    /// <param name="bias">The bias, <c>[units]</c>; null for none.</param>
    /// <param name="rectifies">Whether a rectifier follows.</param>
    public static void Compute(DenseOperands o, float* bias, bool rectifies)
    {
        for (int first = 0; first < o.Rows; first += Block)
        {
            int rows = Math.Min(Block, o.Rows - first);
            float* y = o.Y + ((nint)first * o.Units);
            MatrixProduct.Compute(o.X + ((nint)first * o.Inputs), o.Inputs, 1, o.Kernel, y, rows, o.Inputs, o.Units, adds: false);
            if (bias is not null || rectifies)
                Finish(y, rows, o.Units, bias, rectifies);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(float* y, int rows, int units, float* bias, bool rectifies)
    {
        Vector least = Vector512.Create(rectifies ? 0 : float.NegativeInfinity);
        for (int unit = 0; unit < units; unit += Vector.Count)
        {
            Vector added = bias is null ? default : Vector512.Load(bias + unit);
            float* at = y + unit;
            for (int row = 0; row < rows; row++, at += units)
                Vector512.Max(Vector512.Load(at) + added, least).Store(at);
        }
    }
}
