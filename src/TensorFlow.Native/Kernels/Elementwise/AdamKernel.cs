using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Elementwise;

/// <summary>The op of a step of Adam for one weight of float32.</summary>
internal static unsafe class AdamKernel
{
    /// <summary>From the gradient, the weight, its moments, the learning rate and the number of earlier steps to the new weight and
    /// moments.</summary>
    public const string Adam = "FusedAdam";

    /// <summary>Makes the op known to the runtime.</summary>
    public static void Register() => KernelRegistry.Register(
        Adam,
        ["gradient: float", "weight: float", "momentum: float", "velocity: float", "rate: float", "iterations: int64", "numbers: float"],
        [], ["new_weight: float", "new_momentum: float", "new_velocity: float"], &Create, &Compute);

    [UnmanagedCallersOnly]
    private static nint Create(nint construction) => KernelRegistry.IsKernel;

    [UnmanagedCallersOnly]
    private static void Compute(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor gradient = c.Input(0), weight = c.Input(1), momentum = c.Input(2), velocity = c.Input(3);
        using KernelTensor rate = c.Input(4), iterations = c.Input(5), numbers = c.Input(6);
        long[] shape = weight.Dimensions;
        c.Require("a gradient", gradient, shape);
        c.Require("moments", momentum, shape);
        c.Require("moments", velocity, shape);
        c.Require("numbers", numbers, [5]);
        using KernelTensor newWeight = c.Output(0, shape), newMomentum = c.Output(1, shape), newVelocity = c.Output(2, shape);
        float step = *(long*)iterations.Bytes + 1L, beta1 = numbers.Elements[0], beta2 = numbers.Elements[1];
        float alpha = *rate.Elements * MathF.Sqrt(1 - MathF.Pow(beta2, step)) / (1 - MathF.Pow(beta1, step));
        Update(
            weight.Count, gradient.Elements, weight.Elements, momentum.Elements, velocity.Elements, newWeight.Elements,
            newMomentum.Elements, newVelocity.Elements, alpha, numbers.Elements[2], numbers.Elements[3], numbers.Elements[4]);
    });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(
        int count, float* gradient, float* weight, float* momentum, float* velocity, float* newWeight, float* newMomentum,
        float* newVelocity, float alpha, float rest1, float rest2, float epsilon)
    {
        Vector factor = Vector512.Create(alpha), r1 = Vector512.Create(rest1), r2 = Vector512.Create(rest2), e = Vector512.Create(epsilon);
        int i = 0;
        for (; i + Vector.Count <= count; i += Vector.Count)
        {
            Vector g = Vector512.Load(gradient + i), m = Vector512.Load(momentum + i), v = Vector512.Load(velocity + i);
            m += (g - m) * r1;
            v += ((g * g) - v) * r2;
            m.Store(newMomentum + i);
            v.Store(newVelocity + i);
            (Vector512.Load(weight + i) - (m * factor / (Vector512.Sqrt(v) + e))).Store(newWeight + i);
        }

        for (; i < count; i++)
        {
            float g = gradient[i], m = momentum[i] + ((g - momentum[i]) * rest1), v = velocity[i] + (((g * g) - velocity[i]) * rest2);
            newMomentum[i] = m;
            newVelocity[i] = v;
            newWeight[i] = weight[i] - (m * alpha / (MathF.Sqrt(v) + epsilon));
        }
    }
}
