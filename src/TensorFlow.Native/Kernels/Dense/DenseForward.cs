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
            BiasAndRectifier.Apply(y, rows, o.Units, bias, rectifies);
        }
    }
}
