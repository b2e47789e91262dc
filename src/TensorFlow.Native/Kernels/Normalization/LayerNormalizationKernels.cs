using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Normalization;

/// <summary>The ops of layer normalization along the last axis: for rows of float32 whose length is a multiple of 16.</summary>
internal static unsafe class LayerNormalizationKernels
{
    /// <summary>From inputs, the factor and the offset to the outputs.</summary>
    public const string Forward = "FusedLayerNormalization";

    /// <summary>From inputs, the factor and the gradients of the outputs to the gradients.</summary>
    public const string Gradient = "FusedLayerNormalizationGrad";

    /// <summary>The ε.</summary>
    public const string Epsilon = "epsilon";

    /// <summary>Makes the ops known to the runtime.</summary>
    public static void Register()
    {
        string[] attributes = [$"{Epsilon}: float", $"{KernelRegistry.Alone}: int"];
        KernelRegistry.Register(
            Forward, ["x: float", "gamma: float", "beta: float"], attributes, ["y: float"], &Create, &ComputeForward);
        KernelRegistry.Register(
            Gradient, ["x: float", "gamma: float", "dy: float"], attributes, ["dx: float", "dgamma: float", "dbeta: float"],
            &Create, &ComputeGradient);
    }

    // The ε, which is not 0, is all that the kernels need to know, beside a flag.
    [UnmanagedCallersOnly]
    private static nint Create(nint construction) =>
        ((nint)BitConverter.SingleToUInt32Bits(KernelRegistry.NumberOf(construction, Epsilon)) << 32) | KernelRegistry.IsKernel
        | KernelRegistry.FlagOf(construction, KernelRegistry.Alone, KernelRegistry.IsAlone);

    private static float EpsilonOf(nint kernel) => BitConverter.UInt32BitsToSingle((uint)(kernel >> 32));

    [UnmanagedCallersOnly]
    private static void ComputeForward(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor x = c.Input(0), gamma = c.Input(1), beta = c.Input(2);
        long[] shape = x.Dimensions;
        c.Require("gamma", gamma, shape[^1..]);
        c.Require("beta", beta, shape[^1..]);
        using KernelTensor y = c.Output(0, shape);
        NormalizedRows rows = new() { Elements = x.Elements, Count = x.Count / (int)shape[^1], Length = (int)shape[^1], Epsilon = EpsilonOf(kernel) };
        new LayerNormalizationForward(rows, gamma.Elements, beta.Elements, y.Elements).Run((kernel & KernelRegistry.IsAlone) != 0);
    });

    [UnmanagedCallersOnly]
    private static void ComputeGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor x = c.Input(0), gamma = c.Input(1), dy = c.Input(2);
        long[] shape = x.Dimensions;
        c.Require("gamma", gamma, shape[^1..]);
        c.Require("gradients", dy, shape);
        using KernelTensor dx = c.Output(0, shape), dgamma = c.Output(1, shape[^1..]), dbeta = c.Output(2, shape[^1..]);
        NormalizedRows rows = new() { Elements = x.Elements, Count = x.Count / (int)shape[^1], Length = (int)shape[^1], Epsilon = EpsilonOf(kernel) };
        new LayerNormalizationGradient(rows, gamma.Elements, dy.Elements, dx.Elements, (kernel & KernelRegistry.IsAlone) != 0)
            .Run(dgamma.Elements, dbeta.Elements);
    });
}
