using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Dense;

/// <summary>
/// The gradients of a dense layer. Rows are summed in parts, each of the same rows whoever computes it, so that the sum is the same in
/// each call.
/// </summary>
internal sealed unsafe class DenseGradient : SharedWork
{
    private const int Block = DenseOperands.Block, PartsPerThread = 2, LeastBlocks = 4;

    private readonly DenseOperands operands;
    private readonly float* dy;
    private readonly float* dx;
    private readonly bool rectifies;
    private readonly int blocks;
    private float* transposed;
    private float* sums;

    /// <param name="operands">The inputs, the kernel and the outputs.</param>
    /// <param name="dy">The gradients of the outputs, <c>[rows, units]</c>.</param>
    /// <param name="rectifies">Whether the outputs are rectified.</param>
    /// <param name="dx">The gradients of the inputs, <c>[rows, inputs]</c>; null for none.</param>
    /// <param name="isAlone">Whether other threads have work of their own.</param>
    public DenseGradient(DenseOperands operands, float* dy, bool rectifies, float* dx, bool isAlone)
    {
        (this.operands, this.rectifies) = (operands, rectifies);
        this.dy = dy;
        this.dx = dx;
        blocks = (operands.Rows + Block - 1) / Block;
        Parts = isAlone ? 1 : Math.Clamp(blocks / LeastBlocks, 1, PartsPerThread * Threads);
    }

    private int Padded => operands.PaddedInputs;

    // The gradient by the bias stands behind that by the kernel.
    private int Size => (operands.Inputs + 1) * operands.Units;

    /// <summary>Computes the gradients.</summary>
    /// <param name="kernel">The gradient by the kernel, <c>[inputs, units]</c>.</param>
    /// <param name="bias">The gradient by the bias, <c>[units]</c>; null for none.</param>
    public void Run(float* kernel, float* bias)
    {
        using Scratch memory = new(checked((Parts * Size) + (Padded * operands.Units)));
        sums = memory.Elements;
        transposed = sums + ((nint)Parts * Size);
        if (dx is not null)
            Transposition.Compute(new(operands.Kernel, operands.Units), operands.Inputs, operands.Units, transposed, Padded);
        Run(Parts == 1 ? 0 : 2 * operands.Multiplications);
        Span<float> total = new(sums, Size);
        for (int part = 1; part < Parts; part++)
            TensorPrimitives.Add(total, new ReadOnlySpan<float>(sums + ((nint)part * Size), Size), total);
        total[..(operands.Inputs * operands.Units)].CopyTo(new(kernel, operands.Inputs * operands.Units));
        if (bias is not null)
            total[(operands.Inputs * operands.Units)..].CopyTo(new(bias, operands.Units));
    }

    protected override void Compute(int part)
    {
        DenseOperands o = operands;
        float* sum = sums + ((nint)part * Size);
        new Span<float>(sum, Size).Clear();
        using Scratch memory = new(Block * (o.Units + Padded));
        float* room = memory.Elements, result = room + (Block * o.Units);
        int end = Math.Min((int)((long)blocks * (part + 1) / Parts) * Block, o.Rows);
        for (int first = (int)((long)blocks * part / Parts) * Block; first < end; first += Block)
            Compute(first, Math.Min(Block, end - first), sum, room, result);
    }

    private void Compute(int first, int rows, float* sum, float* room, float* result)
    {
        DenseOperands o = operands;
        float* inputs = o.X + ((nint)first * o.Inputs), dz = Rectified((nint)first * o.Units, rows, room, sum + (o.Inputs * o.Units));
        MatrixProduct.Compute(inputs, 1, o.Inputs, dz, sum, o.Inputs, rows, o.Units, adds: true);
        if (dx is null)
            return;
        float* to = dx + ((nint)first * o.Inputs);
        bool isDirect = Padded == o.Inputs;
        MatrixProduct.Compute(dz, o.Units, 1, transposed, isDirect ? to : result, rows, o.Units, Padded, adds: false);
        if (isDirect)
            return;
        for (int row = 0; row < rows; row++)
            new ReadOnlySpan<float>(result + (row * Padded), o.Inputs).CopyTo(new(to + ((nint)row * o.Inputs), o.Inputs));
    }

    // What flows back through the rectifier, and its sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float* Rectified(nint at, int rows, float* room, float* sum)
    {
        int units = operands.Units;
        for (int unit = 0; unit < units; unit += Vector.Count)
        {
            float* gradient = dy + at + unit, y = operands.Y + at + unit, result = room + unit;
            Vector total = default;
            for (int row = 0; row < rows; row++, gradient += units, y += units, result += units)
            {
                Vector value = Vector512.Load(gradient);
                if (rectifies)
                {
                    value = Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Load(y), default), value, default);
                    value.Store(result);
                }

                total += value;
            }

            (Vector512.Load(sum + unit) + total).Store(sum + unit);
        }

        return rectifies ? room : dy + at;
    }
}
