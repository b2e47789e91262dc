using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TensorFlow.Interop;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The ops of convolutions by transformed tiles: for images of float32 with channels last, and windows of 3 × 3.</summary>
internal static unsafe class ConvolutionKernels
{
    /// <summary>From images, a filter and, optionally, a bias to the outputs.</summary>
    public const string Forward = "WinogradConv2D";

    /// <summary>From the sizes of the images, the filter and the gradients of the outputs to the gradients of the images.</summary>
    public const string InputGradient = "WinogradConv2DBackpropInput";

    /// <summary>From the images and the gradients of the outputs to the gradient of the filter.</summary>
    public const string FilterGradient = "WinogradConv2DBackpropFilter";

    /// <summary>Whether the images are padded so that there are as many outputs as elements.</summary>
    public const string Same = "same";

    /// <summary>Whether negative outputs become 0.</summary>
    public const string Rectifies = "rectifies";

    /// <summary>The number of biases, 0 or 1.</summary>
    public const string Biases = "biases";

    private const nint IsKernel = 1, IsSame = 2, IsRectifying = 4;

    private static readonly Lock Gate = new();
    private static bool isRegistered;

    /// <summary>Whether this machine has what the kernels are written for.</summary>
    public static bool IsSupported =>
        Vector512.IsHardwareAccelerated && Avx2.IsSupported && Runtime.Options.UseWinograd && Runtime.Devices.All(d => d.Kind == "CPU");

    /// <summary>Makes the ops known to the runtime.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (isRegistered)
                return;
            KernelRegistry.Register(
                Forward, ["image: float", "filter: float", $"bias: {Biases} * float"],
                [$"{Same}: bool", $"{Rectifies}: bool", $"{Biases}: int >= 0"], "output: float", &CreateForward, &ComputeForward);
            KernelRegistry.Register(
                InputGradient, ["sizes: int32", "filter: float", "gradient: float"], [$"{Same}: bool"], "output: float",
                &CreateGradient, &ComputeInputGradient);
            KernelRegistry.Register(
                FilterGradient, ["image: float", "gradient: float"], [$"{Same}: bool"], "output: float",
                &CreateGradient, &ComputeFilterGradient);
            isRegistered = true;
        }
    }

    [UnmanagedCallersOnly]
    private static nint CreateForward(nint construction) =>
        IsKernel | (IsSet(construction, Same) ? IsSame : 0) | (IsSet(construction, Rectifies) ? IsRectifying : 0);

    [UnmanagedCallersOnly]
    private static nint CreateGradient(nint construction) => IsKernel | (IsSet(construction, Same) ? IsSame : 0);

    [UnmanagedCallersOnly]
    private static void ComputeForward(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor image = c.Input(0), filter = c.Input(1);
        using KernelTensor? bias = c.InputCount > 2 ? c.Input(2) : null;
        int channels = filter[2], filters = filter[3];
        Require("images", image, image[0], image[1], image[2], channels);
        if (bias is { } given)
            Require("a bias", given, filters);
        TileGrid grid = GridOf(image[0], image[1], image[2], kernel);
        using KernelTensor output = c.Output(0, grid.Images, grid.OutputHeight, grid.OutputWidth, filters);
        using Scratch transformed = new(TileGrid.Elements * channels * filters);
        FilterTransforms.Of(filter.Elements, channels, filters, transformed.Elements);
        WinogradConvolution.Compute(
            grid, image.Elements, channels, transformed.Elements, filters, bias is { } added ? added.Elements : null,
            (kernel & IsRectifying) != 0, output.Elements);
    });

    [UnmanagedCallersOnly]
    private static void ComputeInputGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor sizes = c.Input(0), filter = c.Input(1), gradient = c.Input(2);
        int channels = filter[2], filters = filter[3];
        Require("sizes of images", sizes, 4);
        TileGrid grid = GridOf(sizes.Integers[0], sizes.Integers[1], sizes.Integers[2], kernel);
        Require("a filter", filter, TileGrid.Window, TileGrid.Window, sizes.Integers[3], filters);
        Require("gradients", gradient, grid.Images, grid.OutputHeight, grid.OutputWidth, filters);
        using KernelTensor output = c.Output(0, grid.Images, grid.Height, grid.Width, channels);
        using Scratch transformed = new(TileGrid.Elements * channels * filters);
        FilterTransforms.Transposed(filter.Elements, channels, filters, transformed.Elements);
        WinogradInputGradient.Compute(grid, gradient.Elements, filters, transformed.Elements, channels, output.Elements);
    });

    [UnmanagedCallersOnly]
    private static void ComputeFilterGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor image = c.Input(0), gradient = c.Input(1);
        int channels = image[3], filters = gradient[3];
        TileGrid grid = GridOf(image[0], image[1], image[2], kernel);
        Require("gradients", gradient, grid.Images, grid.OutputHeight, grid.OutputWidth, filters);
        using KernelTensor output = c.Output(0, TileGrid.Window, TileGrid.Window, channels, filters);
        WinogradFilterGradient.Compute(grid, image.Elements, channels, gradient.Elements, filters, output.Elements);
    });

    private static TileGrid GridOf(int images, int height, int width, nint kernel)
    {
        TileGrid grid = new(images, height, width, (kernel & IsSame) != 0 ? 1 : 0);
        return grid.OutputHeight > 0 && grid.OutputWidth > 0 ? grid : throw new InvalidArgumentException(
            $"images of {height} × {width} are smaller than a window of {TileGrid.Window} × {TileGrid.Window}");
    }

    // What the graph does not know is first seen here.
    private static void Require(string what, KernelTensor tensor, params ReadOnlySpan<int> expected)
    {
        int[] found = new int[tensor.Rank];
        for (int axis = 0; axis < found.Length; axis++)
            found[axis] = tensor[axis];
        if (!expected.SequenceEqual(found))
            throw new InvalidArgumentException(
                $"expected {what} of [{string.Join(", ", expected.ToArray())}], got [{string.Join(", ", found)}]");
    }

    private static bool IsSet(nint construction, string attribute)
    {
        using StatusHandle status = new();
        byte value = 0;
        NativeMethods.TF_OpKernelConstruction_GetAttrBool(construction, attribute, &value, status);
        return value != 0;
    }
}
