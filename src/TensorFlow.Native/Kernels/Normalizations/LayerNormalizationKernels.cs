using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Normalizations;

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
        string[] attributes = [$"{Epsilon}: float"];
        KernelRegistry.Register(
            Forward, ["x: float", "gamma: float", "beta: float"], attributes, ["y: float"], &Create, &ComputeForward);
        KernelRegistry.Register(
            Gradient, ["x: float", "gamma: float", "dy: float"], attributes, ["dx: float", "dgamma: float", "dbeta: float"],
            &Create, &ComputeGradient);
    }

    // The ε is all that the kernels need to know.
    [UnmanagedCallersOnly]
    private static nint Create(nint construction) =>
        KernelRegistry.UpperHalfOf(construction, Epsilon) | KernelRegistry.IsKernel;

    [UnmanagedCallersOnly]
    private static void ComputeForward(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor x = c.Input(0), gamma = c.Input(1), beta = c.Input(2);
        long[] shape = x.Dimensions;
        gamma.Require("gamma", shape.AsSpan()[^1..]);
        beta.Require("beta", shape.AsSpan()[^1..]);
        using KernelTensor y = c.Output(0, shape);
        RowsOf(kernel, x).Normalize(gamma.Elements, beta.Elements, y.Elements);
    });

    [UnmanagedCallersOnly]
    private static void ComputeGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor x = c.Input(0), gamma = c.Input(1);
        long[] shape = x.Dimensions;
        gamma.Require("gamma", shape.AsSpan()[^1..]);
        // Each element is read before the one in its place is written.
        using KernelTensor dx = c.OutputInPlace(0, [2], shape), dy = c.Input(2);
        dy.Require("gradients", shape);
        using KernelTensor dgamma = c.Output(1, shape.AsSpan()[^1..]), dbeta = c.Output(2, shape.AsSpan()[^1..]);
        RowsOf(kernel, x).Differentiate(gamma.Elements, dy.Elements, dx.Elements, dgamma.Elements, dbeta.Elements);
    });

    private static NormalizedRows RowsOf(nint kernel, KernelTensor x)
    {
        int length = x[x.Rank - 1];
        return new()
        {
            Elements = x.Elements,
            Count = x.Count / length,
            Length = length,
            Epsilon = KernelRegistry.NumberIn(kernel),
        };
    }
}
