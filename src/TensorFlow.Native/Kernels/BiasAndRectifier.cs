using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels;

/// <summary>The bias and the rectifier behind a product.</summary>
internal static unsafe class BiasAndRectifier
{
    /// <summary>Adds a bias to rows, and makes negative elements 0.</summary>
    /// <param name="y">The rows, <c>[rows, units]</c>.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="units">The length of a row, a multiple of 16.</param>
    /// <param name="bias">The bias, <c>[units]</c>; null for none.</param>
    /// <param name="rectifies">Whether a rectifier follows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* y, int rows, int units, float* bias, bool rectifies)
    {
        if (bias is null && !rectifies)
            return;
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
