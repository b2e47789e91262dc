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
        using KernelTensor first = c.Input(0);
        long[] shape = first.Dimensions;
        using KernelTensor sum = c.Output(0, shape);
        int count = c.InputCount;
        using KernelTensor second = c.Input(1);
        second.Require("a summand", shape);
        Add(first.Elements, second.Elements, sum.Elements, first.Count);
        for (int i = 2; i < count; i++)
        {
            using KernelTensor next = c.Input(i);
            next.Require("a summand", shape);
            Add(sum.Elements, next.Elements, sum.Elements, first.Count);
        }
    });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* a, float* b, float* sum, int count)
    {
        int i = 0;
        for (; i + (2 * Vector.Count) <= count; i += 2 * Vector.Count)
        {
            (Vector512.Load(a + i) + Vector512.Load(b + i)).Store(sum + i);
            (Vector512.Load(a + i + Vector.Count) + Vector512.Load(b + i + Vector.Count)).Store(sum + i + Vector.Count);
        }

        for (; i < count; i++)
            sum[i] = a[i] + b[i];
    }
}
