using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Dense;

/// <summary>A dense layer with its bias and, optionally, a rectifier.</summary>
internal sealed unsafe class DenseForward : SharedWork
{
    private const int Block = DenseOperands.Block;

    private readonly DenseOperands operands;
    private readonly float* bias;
    private readonly bool rectifies;

    /// <param name="operands">The inputs, the kernel and the outputs.</param>
    /// <param name="bias">The bias, <c>[units]</c>; null for none.</param>
    /// <param name="rectifies">Whether a rectifier follows.</param>
    public DenseForward(DenseOperands operands, float* bias, bool rectifies)
    {
        (this.operands, this.rectifies) = (operands, rectifies);
        this.bias = bias;
        Parts = (operands.Rows + Block - 1) / Block;
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="isAlone">Whether other threads have work of their own.</param>
    public void Run(bool isAlone) => Run(isAlone ? 0 : operands.Multiplications);

    protected override void Compute(int part)
    {
        DenseOperands o = operands;
        int first = part * Block, rows = Math.Min(Block, o.Rows - first);
        float* y = o.Y + ((nint)first * o.Units);
        MatrixProduct.Compute(o.X + ((nint)first * o.Inputs), o.Inputs, 1, o.Kernel, y, rows, o.Inputs, o.Units, adds: false);
        Finish(y, rows, o.Units);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(float* y, int rows, int units)
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
