using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The op of convolutions of sequences, as images of one row: <c>[sequences, 1, steps, channels]</c> of float32, windows of any length and
/// stride.
/// </summary>
internal static unsafe class SequenceKernels
{
    /// <summary>From sequences, a filter and, optionally, a bias to the outputs.</summary>
    public const string Forward = "SequenceConv2D";

    private const nint IsSame = 2, IsRectifying = 4;
    private const int StrideBits = 8;

    /// <summary>Makes the op known to the runtime.</summary>
    public static void Register() => KernelRegistry.Register(
        Forward, ["image: float", "filter: float", $"bias: {ConvolutionKernels.Biases} * float"],
        [
            $"{ConvolutionKernels.Same}: int", $"{PatchKernels.Stride}: int", $"{ConvolutionKernels.Rectifies}: int",
            $"{ConvolutionKernels.Biases}: int >= 0",
        ],
        ["output: float"], &Create, &Compute);

    [UnmanagedCallersOnly]
    private static nint Create(nint construction) => KernelRegistry.IsKernel
        | KernelRegistry.FlagOf(construction, ConvolutionKernels.Same, IsSame)
        | KernelRegistry.FlagOf(construction, ConvolutionKernels.Rectifies, IsRectifying)
        | ((nint)KernelRegistry.IntegerOf(construction, PatchKernels.Stride) << StrideBits);

    [UnmanagedCallersOnly]
    private static void Compute(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor image = c.Input(0), filter = c.Input(1);
        using KernelTensor? bias = c.InputCount > 2 ? c.Input(2) : null;
        int window = filter[1], channels = filter[2], filters = filter[3];
        image.Require("sequences", image[0], 1, image[2], channels);
        filter.Require("a filter", 1, window, channels, filters);
        bias?.Require("a bias", filters);
        SequenceGrid grid = new(image[0], image[2], window, (int)(kernel >> StrideBits), (kernel & IsSame) != 0);
        if (grid.Outputs <= 0)
            throw new InvalidArgumentException($"sequences of {grid.Steps} steps are shorter than a window of {window}");
        using KernelTensor output = c.Output(0, grid.Sequences, 1, grid.Outputs, filters);
        new SequenceConvolution(grid, PatchOperands.Of(image, filter, bias, (kernel & IsRectifying) != 0, output)).Run();
    });
}
