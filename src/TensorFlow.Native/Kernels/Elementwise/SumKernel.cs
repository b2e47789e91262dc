using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Elementwise;

/// <summary>The op of sums of several tensors of one shape: of float32.</summary>
internal static unsafe class SumKernel
{
    /// <summary>From tensors to their sum.</summary>
    public const string Sum = "FusedSum";

    /// <summary>The number of tensors.</summary>
    public const string Count = "count";

    /// <summary>Makes the op known to the runtime.</summary>
    public static void Register() => KernelRegistry.Register(
        Sum, [$"summands: {Count} * float"], [$"{Count}: int >= 2"], ["sum: float"], &Create, &Compute);

    [UnmanagedCallersOnly]
    private static nint Create(nint construction) => KernelRegistry.IsKernel;

    [UnmanagedCallersOnly]
    private static void Compute(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        int count = c.InputCount;
        long[] shape = ShapeOf(c);
        using KernelTensor sum = c.OutputInPlace(0, [.. Enumerable.Range(0, count)], shape);
        List<KernelTensor> summands = new(count);
        try
        {
            float** elements = stackalloc float*[count];
            for (int i = 0; i < count; i++)
            {
                summands.Add(c.Input(i));
                summands[i].Require("a summand", shape);
                elements[i] = summands[i].Elements;
            }

            Add(elements, count, sum.Elements, sum.Count);
        }
        finally
        {
            foreach (KernelTensor summand in summands)
                summand.Dispose();
        }
    });

    private static long[] ShapeOf(KernelContext context)
    {
        using KernelTensor first = context.Input(0);
        return first.Dimensions;
    }

    // The sum may be in the memory of a summand.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float** summands, int count, float* sum, int length)
    {
        int i = 0;
        for (; i + (2 * Vector.Count) <= length; i += 2 * Vector.Count)
        {
            Vector a = Vector512.Load(summands[0] + i), b = Vector512.Load(summands[0] + i + Vector.Count);
            for (int summand = 1; summand < count; summand++)
            {
                a += Vector512.Load(summands[summand] + i);
                b += Vector512.Load(summands[summand] + i + Vector.Count);
            }

            a.Store(sum + i);
            b.Store(sum + i + Vector.Count);
        }

        for (; i < length; i++)
        {
            float value = summands[0][i];
            for (int summand = 1; summand < count; summand++)
                value += summands[summand][i];
            sum[i] = value;
        }
    }
}
