using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Elementwise;

/// <summary>The op of a step of Adam for weights of float32.</summary>
internal static unsafe class AdamKernel
{
    /// <summary>
    /// From the gradients of each part of a batch, the weights, their moments, the learning rate, the number of earlier steps and the
    /// numbers of Adam to the new weights and moments.
    /// </summary>
    public const string Adam = "FusedAdam";

    /// <summary>The number of weights.</summary>
    public const string Weights = "weights";

    /// <summary>The number of gradients: a multiple of that of weights, which are summed up.</summary>
    public const string Gradients = "gradients";

    /// <summary>β₁, β₂, 1 - β₁, 1 - β₂ and ε.</summary>
    private const int Numbers = 5;

    /// <summary>Makes the op known to the runtime.</summary>
    public static void Register() => KernelRegistry.Register(
        Adam,
        [
            $"gradient: {Gradients} * float", $"weight: {Weights} * float", $"momentum: {Weights} * float", $"velocity: {Weights} * float",
            "rate: float", "iterations: int64", "numbers: float",
        ],
        [$"{Weights}: int >= 1", $"{Gradients}: int >= 1"],
        [$"new_weight: {Weights} * float", $"new_momentum: {Weights} * float", $"new_velocity: {Weights} * float"], &Create, &Compute);

    [UnmanagedCallersOnly]
    private static nint Create(nint construction) => (nint)KernelRegistry.IntegerOf(construction, Weights);

    [UnmanagedCallersOnly]
    private static void Compute(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        int count = (int)kernel, last = c.InputCount - 1, gradients = last - 2 - (3 * count);
        using KernelTensor rate = c.Input(last - 2), iterations = c.Input(last - 1), numbers = c.Input(last);
        numbers.Require("numbers", [Numbers]);
        float step = *(long*)iterations.Bytes + 1L, beta1 = numbers.Elements[0], beta2 = numbers.Elements[1];
        AdamStep adam = new()
        {
            Alpha = *rate.Elements * MathF.Sqrt(1 - MathF.Pow(beta2, step)) / (1 - MathF.Pow(beta1, step)),
            Rest1 = numbers.Elements[2],
            Rest2 = numbers.Elements[3],
            Epsilon = numbers.Elements[4],
        };
        for (int i = 0; i < count; i++)
            Update(c, adam, i, count, gradients);
    });

    // Each result takes the memory of what it replaces, where nothing else needs that.
    private static void Update(KernelContext c, in AdamStep adam, int index, int count, int gradients)
    {
        int at = gradients + index, parts = gradients / count;
        using KernelTensor gradient = c.Input(index);
        long[] shape = gradient.Dimensions;
        using KernelTensor newWeight = c.OutputInPlace(index, [at], shape);
        using KernelTensor newMomentum = c.OutputInPlace(count + index, [at + count], shape);
        using KernelTensor newVelocity = c.OutputInPlace((2 * count) + index, [at + (2 * count)], shape);
        using KernelTensor weight = c.Input(at), momentum = c.Input(at + count), velocity = c.Input(at + (2 * count));
        weight.Require("a weight", shape);
        momentum.Require("moments", shape);
        velocity.Require("moments", shape);
        int length = gradient.Count;
        float* sum = gradient.Elements;
        using Scratch memory = new(parts > 1 ? length : 0);
        for (int part = 1; part < parts; part++)
        {
            using KernelTensor next = c.Input((part * count) + index);
            next.Require("gradients", shape);
            TensorPrimitives.Add(
                new ReadOnlySpan<float>(sum, length), new ReadOnlySpan<float>(next.Elements, length), new(memory.Elements, length));
            sum = memory.Elements;
        }

        adam.Update(
            length, sum, weight.Elements, momentum.Elements, velocity.Elements, newWeight.Elements, newMomentum.Elements,
            newVelocity.Elements);
    }
}
