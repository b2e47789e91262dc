using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The ops of convolutions by products with patches: for images of float32 with channels last, of any stride; of a few channels with
/// windows of 3 × 3 and a stride of 1 alone, whose patches are read where they are.
/// </summary>
internal static unsafe class PatchKernels
{
    /// <summary>From images, a filter and, optionally, a bias to the outputs.</summary>
    public const string Forward = "PatchConv2D";

    /// <summary>From the sizes of the images, the filter and the gradients of the outputs to the gradients of the images.</summary>
    public const string InputGradient = "PatchConv2DBackpropInput";

    /// <summary>From the images and the gradients of the outputs to the gradient of the filter.</summary>
    public const string FilterGradient = "PatchConv2DBackpropFilter";

    /// <summary>The length of the window.</summary>
    public const string Window = "window";

    /// <summary>The distance between positions of the window.</summary>
    public const string Stride = "stride";

    private const nint IsSame = 2, IsRectifying = 4;
    private const int WindowBits = 8, StrideBits = 16, Mask = 0xFF;

    /// <summary>Makes the ops known to the runtime.</summary>
    public static void Register()
    {
        string biases = ConvolutionKernels.Biases;
        string[] attributes = [$"{ConvolutionKernels.Same}: int", $"{Window}: int", $"{Stride}: int"];
        KernelRegistry.Register(
            Forward, ["image: float", "filter: float", $"bias: {biases} * float"],
            [.. attributes, $"{ConvolutionKernels.Rectifies}: int", $"{biases}: int >= 0"], ["output: float"],
            &CreateForward, &ComputeForward);
        KernelRegistry.Register(
            InputGradient, ["sizes: int32", "filter: float", "gradient: float"], attributes, ["output: float"],
            &CreateGradient, &ComputeInputGradient);
        KernelRegistry.Register(
            FilterGradient, ["image: float", "gradient: float"], attributes, ["output: float"],
            &CreateGradient, &ComputeFilterGradient);
    }

    [UnmanagedCallersOnly]
    private static nint CreateForward(nint construction) =>
        Create(construction) | KernelRegistry.FlagOf(construction, ConvolutionKernels.Rectifies, IsRectifying);

    [UnmanagedCallersOnly]
    private static nint CreateGradient(nint construction) => Create(construction);

    private static nint Create(nint construction) => KernelRegistry.IsKernel
        | KernelRegistry.FlagOf(construction, ConvolutionKernels.Same, IsSame)
        | ((nint)KernelRegistry.IntegerOf(construction, Window) << WindowBits)
        | ((nint)KernelRegistry.IntegerOf(construction, Stride) << StrideBits);

    [UnmanagedCallersOnly]
    private static void ComputeForward(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor image = c.Input(0), filter = c.Input(1);
        using KernelTensor? bias = c.InputCount > 2 ? c.Input(2) : null;
        int channels = filter[2], filters = filter[3];
        image.Require("images", image[0], image[1], image[2], channels);
        bias?.Require("a bias", filters);
        PatchGrid grid = GridOf(image[0], image[1], image[2], kernel);
        filter.Require("a filter", grid.Window, grid.Window, channels, filters);
        using KernelTensor output = c.Output(0, grid.Images, grid.OutputHeight, grid.OutputWidth, filters);
        PatchOperands operands = PatchOperands.Of(image, filter, bias, (kernel & IsRectifying) != 0, output);
        if (channels < ConvolutionKernels.Lanes)
            new BandConvolution(grid, operands).Run();
        else
            new PatchConvolution(grid, operands).Run();
    });

    [UnmanagedCallersOnly]
    private static void ComputeInputGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor sizes = c.Input(0), filter = c.Input(1), gradient = c.Input(2);
        int channels = filter[2], filters = filter[3];
        sizes.Require("sizes of images", 4);
        PatchGrid grid = GridOf(sizes.Integers[0], sizes.Integers[1], sizes.Integers[2], kernel);
        filter.Require("a filter", grid.Window, grid.Window, sizes.Integers[3], filters);
        gradient.Require("gradients", grid.Images, grid.OutputHeight, grid.OutputWidth, filters);
        using KernelTensor output = c.Output(0, grid.Images, grid.Height, grid.Width, channels);
        int length = grid.Length(channels);
        using Scratch transposed = new(checked(length * filters));
        Transposition.Compute(new(filter.Elements, filters), length, filters, transposed.Elements, length);
        new PatchInputGradient(grid, gradient.Elements, transposed.Elements, channels, filters, output.Elements).Run();
    });

    [UnmanagedCallersOnly]
    private static void ComputeFilterGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor image = c.Input(0), gradient = c.Input(1);
        int channels = image[3], filters = gradient[3];
        PatchGrid grid = GridOf(image[0], image[1], image[2], kernel);
        gradient.Require("gradients", grid.Images, grid.OutputHeight, grid.OutputWidth, filters);
        using KernelTensor output = c.Output(0, grid.Window, grid.Window, channels, filters);
        if (channels < ConvolutionKernels.Lanes)
            new BandFilterGradient(grid, image.Elements, channels, gradient.Elements, filters).Run(output.Elements);
        else
            new PatchFilterGradient(grid, image.Elements, channels, gradient.Elements, filters).Run(output.Elements);
    });

    private static PatchGrid GridOf(int images, int height, int width, nint kernel)
    {
        int window = (int)(kernel >> WindowBits) & Mask, stride = (int)(kernel >> StrideBits) & Mask;
        PatchGrid grid = new(images, height, width, window, stride, (kernel & IsSame) != 0);
        return grid.OutputHeight > 0 && grid.OutputWidth > 0 ? grid : throw new InvalidArgumentException(
            $"images of {height} × {width} are smaller than a window of {window} × {window}");
    }
}
