using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>The ops of convolutions by transformed tiles: for images of float32 with channels last, and windows of 3 × 3.</summary>
internal static unsafe class ConvolutionKernels
{
    /// <summary>
    /// From images, a filter and, optionally, a bias to the outputs; where they are pooled, to the largest of each window and its argmax.
    /// </summary>
    public const string Forward = "TiledConv2D";

    /// <summary>
    /// From the sizes of the images, the filter and the gradients of the outputs, with the argmax where they are pooled, to the gradients
    /// of the images.
    /// </summary>
    public const string InputGradient = "TiledConv2DBackpropInput";

    /// <summary>
    /// From the images and the gradients of the outputs, with the argmax where they are pooled, to the gradient of the filter, and then to
    /// that of the bias.
    /// </summary>
    public const string FilterGradient = "TiledConv2DBackpropFilter";

    /// <summary>
    /// From the images, the filter and the gradients of the outputs to the gradients of the images, and then to that of the filter.
    /// </summary>
    public const string BothGradients = "TiledConv2DBackprop";

    /// <summary>1 where the images are padded so that there are as many outputs as elements, else 0.</summary>
    public const string Same = "same";

    /// <summary>1 where a rectifier follows, else 0.</summary>
    public const string Rectifies = "rectifies";

    /// <summary>The number of biases, 0 or 1.</summary>
    public const string Biases = "biases";

    /// <summary>1 where max pooling of 2 × 2 follows, else 0.</summary>
    public const string Pools = "pools";

    /// <summary>
    /// The channels and filters of transformed tiles are multiples of these; images of fewer channels are convolved directly.
    /// </summary>
    public const int Lanes = 16;

    // Of larger filters the caches do not hold the transformed one and its gradient (measured).
    private const int MostFilterElements = 128 * 128;

    private const nint IsSame = 2, IsRectifying = 4, IsPooled = 8;

    /// <summary>Whether this machine has what the kernels are written for.</summary>
    public static bool IsSupported => KernelSupport.IsGiven;

    /// <summary>Makes the ops known to the runtime.</summary>
    public static void Register()
    {
        string argmax = $"argmax: {Pools} * uint8", same = $"{Same}: int", pools = $"{Pools}: int >= 0";
        KernelRegistry.Register(
            Forward, ["image: float", "filter: float", $"bias: {Biases} * float"],
            [same, pools, $"{Rectifies}: int", $"{Biases}: int >= 0"], ["output: float", argmax], &CreateForward, &ComputeForward);
        KernelRegistry.Register(
            InputGradient, ["sizes: int32", "filter: float", "gradient: float", argmax], [same, pools], ["output: float"],
            &CreateGradient, &ComputeInputGradient);
        KernelRegistry.Register(
            FilterGradient, ["image: float", "gradient: float", argmax], [same, pools], ["output: float", $"bias: {Pools} * float"],
            &CreateGradient, &ComputeFilterGradient);
        KernelRegistry.Register(
            BothGradients, ["image: float", "filter: float", "gradient: float"], [same, pools], ["output: float", "filter_output: float"],
            &CreateGradient, &ComputeGradients);
    }

    [UnmanagedCallersOnly]
    private static nint CreateForward(nint construction) =>
        Create(construction) | KernelRegistry.FlagOf(construction, Rectifies, IsRectifying);

    [UnmanagedCallersOnly]
    private static nint CreateGradient(nint construction) => Create(construction);

    private static nint Create(nint construction) =>
        KernelRegistry.IsKernel | KernelRegistry.FlagOf(construction, Same, IsSame) | KernelRegistry.FlagOf(construction, Pools, IsPooled);

    [UnmanagedCallersOnly]
    private static void ComputeForward(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor image = c.Input(0), filter = c.Input(1);
        using KernelTensor? bias = c.InputCount > 2 ? c.Input(2) : null;
        int channels = filter[2], filters = filter[3];
        image.Require("images", image[0], image[1], image[2], channels);
        if (bias is { } given)
            given.Require("a bias", filters);
        TileGrid grid = GridOf(image[0], image[1], image[2], channels, filters, kernel);
        long[] shape = OutputShape(grid, filters);
        using KernelTensor output = c.Output(0, shape);
        using KernelTensor? argmax = grid.IsPooled ? c.Output(1, DType.UInt8, shape) : null;
        using Scratch zeros = new(filters);
        new Span<float>(zeros.Elements, filters).Clear();
        Convolve(new()
        {
            Grid = grid,
            Images = image.Elements,
            Channels = channels,
            Filter = filter.Elements,
            Filters = filters,
            Bias = bias is { } added ? added.Elements : zeros.Elements,
            Rectifies = (kernel & IsRectifying) != 0,
            Outputs = output.Elements,
            Argmax = BytesOf(argmax),
        });
    });

    private static void Convolve(ConvolutionOperands operands)
    {
        ConvolutionWork work = operands.Channels < Lanes ? new DirectConvolution(operands)
            : operands.Grid.TileOutputs == LargeTile.Outputs ? new WinogradConvolution<LargeTile>(operands)
            : new WinogradConvolution<SmallTile>(operands);
        work.Run();
    }

    [UnmanagedCallersOnly]
    private static void ComputeInputGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor sizes = c.Input(0), filter = c.Input(1), gradient = c.Input(2);
        using KernelTensor? argmax = (kernel & IsPooled) != 0 ? c.Input(3) : null;
        int channels = filter[2], filters = filter[3];
        sizes.Require("sizes of images", 4);
        TileGrid grid = GridOf(sizes.Integers[0], sizes.Integers[1], sizes.Integers[2], channels, filters, kernel);
        filter.Require("a filter", TileGrid.Window, TileGrid.Window, sizes.Integers[3], filters);
        OutputGradients gradients = GradientsOf(grid, gradient, argmax, filters);
        using KernelTensor output = c.Output(0, grid.Images, grid.Height, grid.Width, channels);
        if (grid.IsPooled)
            new PooledInputGradient(gradients, filter.Elements, channels, output.Elements).Run();
        else
            ComputeInputGradient(gradients, filter.Elements, channels, output.Elements);
    });

    private static void ComputeInputGradient(OutputGradients gradients, float* filter, int channels, float* output)
    {
        using Scratch zeros = new(channels);
        new Span<float>(zeros.Elements, channels).Clear();
        Convolve(new()
        {
            Grid = gradients.Grid.OfGradients(channels, gradients.Filters),
            Images = gradients.Elements,
            Channels = gradients.Filters,
            Filter = filter,
            IsRotated = true,
            Filters = channels,
            Bias = zeros.Elements,
            Rectifies = false,
            Outputs = output,
            Argmax = null,
        });
    }

    [UnmanagedCallersOnly]
    private static void ComputeFilterGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor image = c.Input(0), gradient = c.Input(1);
        using KernelTensor? argmax = (kernel & IsPooled) != 0 ? c.Input(2) : null;
        int channels = image[3], filters = gradient[3];
        TileGrid grid = GridOf(image[0], image[1], image[2], channels, filters, kernel);
        OutputGradients gradients = GradientsOf(grid, gradient, argmax, filters);
        using KernelTensor output = c.Output(0, TileGrid.Window, TileGrid.Window, channels, filters);
        using KernelTensor? bias = grid.IsPooled ? c.Output(1, filters) : null;
        ComputeFilterGradient(gradients, image.Elements, channels, output.Elements, bias is { } given ? given.Elements : null);
    });

    private static void ComputeFilterGradient(OutputGradients gradients, float* images, int channels, float* output, float* bias)
    {
        FilterGradientWork work = channels < Lanes ? new DirectFilterGradient(images, channels, gradients)
            : gradients.Grid.TileOutputs == LargeTile.Outputs ? new WinogradFilterGradient<LargeTile>(images, channels, gradients)
            : new WinogradFilterGradient<SmallTile>(images, channels, gradients);
        work.Run(output, bias);
    }

    [UnmanagedCallersOnly]
    private static void ComputeGradients(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor image = c.Input(0), filter = c.Input(1), gradient = c.Input(2);
        int channels = filter[2], filters = filter[3];
        image.Require("images", image[0], image[1], image[2], channels);
        TileGrid grid = GridOf(image[0], image[1], image[2], channels, filters, kernel);
        OutputGradients gradients = GradientsOf(grid, gradient, null, filters);
        using KernelTensor output = c.Output(0, grid.Images, grid.Height, grid.Width, channels);
        using KernelTensor filterOutput = c.Output(1, TileGrid.Window, TileGrid.Window, channels, filters);
        GradientOperands operands = new()
        {
            Grid = grid.OfGradients(channels, filters),
            Gradients = gradients.Elements,
            Filters = filters,
            Images = image.Elements,
            Channels = channels,
            Filter = filter.Elements,
            ImageGradients = output.Elements,
        };
        if (channels * filters > MostFilterElements)
        {
            ComputeInputGradient(gradients, filter.Elements, channels, output.Elements);
            ComputeFilterGradient(gradients, image.Elements, channels, filterOutput.Elements, null);
        }
        else if (operands.Grid.TileOutputs == LargeTile.Outputs)
        {
            new WinogradGradients<LargeTile>(operands).Run(filterOutput.Elements);
        }
        else
        {
            new WinogradGradients<SmallTile>(operands).Run(filterOutput.Elements);
        }
    });

    private static byte* BytesOf(KernelTensor? argmax) => argmax is { } given ? given.Bytes : null;

    private static OutputGradients GradientsOf(TileGrid grid, KernelTensor gradient, KernelTensor? argmax, int filters)
    {
        long[] shape = OutputShape(grid, filters);
        gradient.Require("gradients", shape);
        if (argmax is { } given)
            given.Require("argmax", shape);
        return new() { Grid = grid, Elements = gradient.Elements, Argmax = BytesOf(argmax), Filters = filters };
    }

    private static long[] OutputShape(TileGrid grid, int filters) => grid.IsPooled
        ? [grid.Images, grid.Rows, grid.Columns, filters]
        : [grid.Images, grid.OutputHeight, grid.OutputWidth, filters];

    private static TileGrid GridOf(int images, int height, int width, int channels, int filters, nint kernel)
    {
        TileGrid grid = new(images, height, width, (kernel & IsSame) != 0 ? 1 : 0, IsPooled: (kernel & IsPooled) != 0);
        return grid.OutputHeight > 0 && grid.OutputWidth > 0 ? grid.ForFilter(channels, filters) : throw new InvalidArgumentException(
            $"images of {height} × {width} are smaller than a window of {TileGrid.Window} × {TileGrid.Window}");
    }
}
