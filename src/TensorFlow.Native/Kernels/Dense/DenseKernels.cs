using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Dense;

/// <summary>The ops of dense layers: for rows of float32, and a number of units that is a multiple of 16.</summary>
internal static unsafe class DenseKernels
{
    /// <summary>From inputs, a kernel and, optionally, a bias to the outputs.</summary>
    public const string Forward = "FusedDense";

    /// <summary>From inputs, the kernel, the outputs' gradients and the outputs, where they are rectified, to the gradients.</summary>
    public const string Gradient = "FusedDenseGrad";

    /// <summary>1 where two axes are summed over, 0 where one is.</summary>
    public const string Contracted = "contracts_two";

    /// <summary>The number of biases, 0 or 1.</summary>
    public const string Biases = "biases";

    /// <summary>1 where a rectifier follows, else 0.</summary>
    public const string Rectifies = "rectifies";

    /// <summary>1 where the gradient of the inputs is wanted, else 0.</summary>
    public const string Inputs = "inputs";

    private const nint IsRectifying = 2, HasInputs = 4, HasBias = 8, IsContractingTwo = 16;

    /// <summary>Makes the ops known to the runtime.</summary>
    public static void Register()
    {
        string[] attributes =
            [$"{Contracted}: int", $"{Biases}: int >= 0", $"{Rectifies}: int >= 0", $"{Inputs}: int >= 0"];
        KernelRegistry.Register(
            Forward, ["x: float", "kernel: float", $"bias: {Biases} * float"], attributes, ["y: float"], &Create, &ComputeForward);
        KernelRegistry.Register(
            Gradient, ["x: float", "kernel: float", "dy: float", $"y: {Rectifies} * float"], attributes,
            ["dkernel: float", $"dbias: {Biases} * float", $"dx: {Inputs} * float"], &Create, &ComputeGradient);
    }

    [UnmanagedCallersOnly]
    private static nint Create(nint construction) => KernelRegistry.IsKernel
        | KernelRegistry.FlagOf(construction, Rectifies, IsRectifying)
        | KernelRegistry.FlagOf(construction, Inputs, HasInputs) | KernelRegistry.FlagOf(construction, Biases, HasBias)
        | KernelRegistry.FlagOf(construction, Contracted, IsContractingTwo);

    [UnmanagedCallersOnly]
    private static void ComputeForward(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor x = c.Input(0), weights = c.Input(1);
        using KernelTensor? bias = (kernel & HasBias) != 0 ? c.Input(2) : null;
        int contracted = (kernel & IsContractingTwo) != 0 ? 2 : 1;
        long[] shape = [.. x.Dimensions[..^contracted], .. weights.Dimensions[contracted..]];
        using KernelTensor y = c.Output(0, shape);
        if (bias is { } given)
            given.Require("a bias", weights.Dimensions.AsSpan(contracted));
        DenseOperands operands = OperandsOf(x, weights, contracted, y.Elements);
        DenseForward.Compute(operands, bias is { } added ? added.Elements : null, (kernel & IsRectifying) != 0);
    });

    [UnmanagedCallersOnly]
    private static void ComputeGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor x = c.Input(0), weights = c.Input(1), dy = c.Input(2);
        using KernelTensor? y = (kernel & IsRectifying) != 0 ? c.Input(3) : null;
        int contracted = (kernel & IsContractingTwo) != 0 ? 2 : 1;
        bool hasBias = (kernel & HasBias) != 0;
        dy.Require("gradients", [.. x.Dimensions[..^contracted], .. weights.Dimensions[contracted..]]);
        if (y is { } given)
            given.Require("outputs", dy.Dimensions);
        using KernelTensor kernelGradient = c.Output(0, weights.Dimensions);
        using KernelTensor? bias = hasBias ? c.Output(1, weights.Dimensions.AsSpan(contracted)) : null;
        using KernelTensor? inputs = (kernel & HasInputs) != 0 ? c.Output(hasBias ? 2 : 1, x.Dimensions) : null;
        DenseOperands operands = OperandsOf(x, weights, contracted, y is { } rectified ? rectified.Elements : null);
        using Scratch sums = new(operands.Units);
        new DenseGradient(operands, dy.Elements, y is not null).Compute(
            kernelGradient.Elements, bias is { } added ? added.Elements : sums.Elements, inputs is { } wanted ? wanted.Elements : null);
    });

    private static DenseOperands OperandsOf(KernelTensor x, KernelTensor kernel, int contracted, float* y)
    {
        long[] given = x.Dimensions, weights = kernel.Dimensions;
        if (!given[^contracted..].AsSpan().SequenceEqual(weights.AsSpan(0, contracted)))
            throw new InvalidArgumentException(
                $"expected inputs whose last axes are [{string.Join(", ", weights[..contracted])}], got [{string.Join(", ", given)}]");
        return new()
        {
            Rows = Product(given.AsSpan()[..^contracted]),
            Inputs = Product(weights.AsSpan()[..contracted]),
            Units = Product(weights.AsSpan()[contracted..]),
            X = x.Elements,
            Kernel = kernel.Elements,
            Y = y,
        };
    }

    private static int Product(ReadOnlySpan<long> lengths)
    {
        long product = 1;
        foreach (long length in lengths)
            product *= length;
        return checked((int)product);
    }
}
