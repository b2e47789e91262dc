using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TensorFlow.Interop;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The ops of convolutions by transformed tiles: for images of float32 with channels last, and windows of 3 × 3.</summary>
internal static unsafe class ConvolutionKernels
{
    /// <summary>
    /// From images, a filter and, optionally, a bias to the outputs; where they are pooled, to the largest of each window and its place.
    /// </summary>
    public const string Forward = "TiledConv2D";

    /// <summary>
    /// From the sizes of the images, the filter and the gradients of the outputs, with the places where they are pooled, to the gradients
    /// of the images.
    /// </summary>
    public const string InputGradient = "TiledConv2DBackpropInput";

    /// <summary>
    /// From the images and the gradients of the outputs, with the places where they are pooled, to the gradient of the filter, and then to
    /// that of the bias.
    /// </summary>
    public const string FilterGradient = "TiledConv2DBackpropFilter";

    /// <summary>Whether the images are padded so that there are as many outputs as elements.</summary>
    public const string Same = "same";

    /// <summary>Whether negative outputs become 0.</summary>
    public const string Rectifies = "rectifies";

    /// <summary>The number of biases, 0 or 1.</summary>
    public const string Biases = "biases";

    /// <summary>1 where max pooling of 2 × 2 follows, else 0.</summary>
    public const string Pools = "pools";

    /// <summary>
    /// The channels and filters of transformed tiles are multiples of these; images of fewer channels are convolved directly.
    /// </summary>
    public const int Lanes = 16;

    private const nint IsKernel = 1, IsSame = 2, IsRectifying = 4, IsPooled = 8;

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
            string places = $"places: {Pools} * uint8", same = $"{Same}: bool", pools = $"{Pools}: int >= 0";
            KernelRegistry.Register(
                Forward, ["image: float", "filter: float", $"bias: {Biases} * float"],
                [same, pools, $"{Rectifies}: bool", $"{Biases}: int >= 0"], ["output: float", places], &CreateForward, &ComputeForward);
            KernelRegistry.Register(
                InputGradient, ["sizes: int32", "filter: float", "gradient: float", places], [same, pools], ["output: float"],
                &CreateGradient, &ComputeInputGradient);
            KernelRegistry.Register(
                FilterGradient, ["image: float", "gradient: float", places], [same, pools], ["output: float", $"bias: {Pools} * float"],
                &CreateGradient, &ComputeFilterGradient);
            isRegistered = true;
        }
    }

    [UnmanagedCallersOnly]
    private static nint CreateForward(nint construction) => Create(construction) | (IsSet(construction, Rectifies) ? IsRectifying : 0);

    [UnmanagedCallersOnly]
    private static nint CreateGradient(nint construction) => Create(construction);

    private static nint Create(nint construction) =>
        IsKernel | (IsSet(construction, Same) ? IsSame : 0) | (NumberOf(construction, Pools) > 0 ? IsPooled : 0);

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
        int[] shape = OutputShape(grid, filters);
        using KernelTensor output = c.Output(0, [.. shape.Select(l => (long)l)]);
        using KernelTensor? places = grid.IsPooled ? c.Output(1, DType.UInt8, [.. shape.Select(l => (long)l)]) : null;
        float* added = bias is { } some ? some.Elements : null;
        byte* at = places is { } kept ? kept.Bytes : null;
        bool rectifies = (kernel & IsRectifying) != 0;
        if (channels < Lanes)
        {
            DirectConvolution.Compute(
                grid, image.Elements, channels, filter.Elements, filters, added, rectifies, output.Elements, at);
            return;
        }

        using Scratch transformed = new(TileGrid.Elements * channels * filters);
        FilterTransforms.Of(filter.Elements, channels, filters, transformed.Elements);
        WinogradConvolution.Compute(
            grid, image.Elements, channels, transformed.Elements, filters, added, rectifies, output.Elements, at);
    });

    [UnmanagedCallersOnly]
    private static void ComputeInputGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor sizes = c.Input(0), filter = c.Input(1), gradient = c.Input(2);
        using KernelTensor? places = (kernel & IsPooled) != 0 ? c.Input(3) : null;
        int channels = filter[2], filters = filter[3];
        Require("sizes of images", sizes, 4);
        TileGrid grid = GridOf(sizes.Integers[0], sizes.Integers[1], sizes.Integers[2], kernel);
        Require("a filter", filter, TileGrid.Window, TileGrid.Window, sizes.Integers[3], filters);
        RequireGradients(grid, gradient, places, filters);
        using KernelTensor output = c.Output(0, grid.Images, grid.Height, grid.Width, channels);
        using Scratch transformed = new(TileGrid.Elements * channels * filters);
        FilterTransforms.Transposed(filter.Elements, channels, filters, transformed.Elements);
        WinogradInputGradient.Compute(
            grid, gradient.Elements, places is { } kept ? kept.Bytes : null, filters, transformed.Elements, channels, output.Elements);
    });

    [UnmanagedCallersOnly]
    private static void ComputeFilterGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor image = c.Input(0), gradient = c.Input(1);
        using KernelTensor? places = (kernel & IsPooled) != 0 ? c.Input(2) : null;
        int channels = image[3], filters = gradient[3];
        TileGrid grid = GridOf(image[0], image[1], image[2], kernel);
        RequireGradients(grid, gradient, places, filters);
        using KernelTensor output = c.Output(0, TileGrid.Window, TileGrid.Window, channels, filters);
        using KernelTensor? bias = grid.IsPooled ? c.Output(1, filters) : null;
        byte* at = places is { } kept ? kept.Bytes : null;
        float* biasGradient = bias is { } given ? given.Elements : null;
        if (channels < Lanes)
            DirectFilterGradient.Compute(
                grid, image.Elements, channels, gradient.Elements, at, filters, output.Elements, biasGradient);
        else
            WinogradFilterGradient.Compute(
                grid, image.Elements, channels, gradient.Elements, at, filters, output.Elements, biasGradient);
    });

    private static int[] OutputShape(TileGrid grid, int filters) => grid.IsPooled
        ? [grid.Images, grid.Rows, grid.Columns, filters]
        : [grid.Images, grid.OutputHeight, grid.OutputWidth, filters];

    private static void RequireGradients(TileGrid grid, KernelTensor gradient, KernelTensor? places, int filters)
    {
        Require("gradients", gradient, OutputShape(grid, filters));
        if (places is { } kept)
            Require("places", kept, OutputShape(grid, filters));
    }

    private static TileGrid GridOf(int images, int height, int width, nint kernel)
    {
        TileGrid grid = new(images, height, width, (kernel & IsSame) != 0 ? 1 : 0, (kernel & IsPooled) != 0);
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

    private static long NumberOf(nint construction, string attribute)
    {
        using StatusHandle status = new();
        long value = 0;
        NativeMethods.TF_OpKernelConstruction_GetAttrInt64(construction, attribute, &value, status);
        return value;
    }
}
