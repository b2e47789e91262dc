using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Dense;

/// <summary>The gradients of a dense layer.</summary>
/// <param name="operands">The inputs, the kernel and the outputs.</param>
/// <param name="dy">The gradients of the outputs, <c>[rows, units]</c>.</param>
/// <param name="rectifies">Whether the outputs are rectified.</param>
internal readonly unsafe struct DenseGradient(DenseOperands operands, float* dy, bool rectifies)
{
    private const int Block = DenseOperands.Block;

    private int Padded => operands.PaddedInputs;

    /// <summary>Computes the gradients.</summary>
    /// <param name="kernel">The gradient by the kernel, <c>[inputs, units]</c>.</param>
    /// <param name="bias">The gradient by the bias, <c>[units]</c>.</param>
    /// <param name="dx">The gradients of the inputs, <c>[rows, inputs]</c>; null for none.</param>
    public void Compute(float* kernel, float* bias, float* dx)
    {
        DenseOperands o = operands;
        using Scratch memory = new(checked((Padded * o.Units) + (Block * (o.Units + Padded))));
        float* transposed = memory.Elements, room = transposed + ((nint)Padded * o.Units), result = room + ((nint)Block * o.Units);
        if (dx is not null)
            Transposition.Compute(new(o.Kernel, o.Units), o.Inputs, o.Units, transposed, Padded);
        new Span<float>(kernel, o.Inputs * o.Units).Clear();
        new Span<float>(bias, o.Units).Clear();
        for (int first = 0; first < o.Rows; first += Block)
        {
            int rows = Math.Min(Block, o.Rows - first);
            float* dz = Rectified((nint)first * o.Units, rows, room, bias);
            MatrixProduct.Compute(o.X + ((nint)first * o.Inputs), 1, o.Inputs, dz, kernel, o.Inputs, rows, o.Units, adds: true);
            if (dx is not null)
                WriteInputs(dz, rows, transposed, dx + ((nint)first * o.Inputs), result);
        }
    }

    private void WriteInputs(float* dz, int rows, float* transposed, float* dx, float* result)
    {
        int inputs = operands.Inputs, units = operands.Units;
        bool isDirect = Padded == inputs;
        MatrixProduct.Compute(dz, units, 1, transposed, isDirect ? dx : result, rows, units, Padded, adds: false);
        for (int row = 0; row < rows && !isDirect; row++)
            new ReadOnlySpan<float>(result + ((nint)row * Padded), inputs).CopyTo(new(dx + ((nint)row * inputs), inputs));
    }

    // What flows back through the rectifier; its sum is added to the bias.
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
