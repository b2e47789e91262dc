using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>The ops of batch normalization in training, of float32 with channels last that fill vectors.</summary>
internal static unsafe class NormalizationKernels
{
    /// <summary>
    /// From elements, the scale, the offset and, optionally, an addend, to the outputs, the mean, the
    /// estimate of the population's variance, the variance and, optionally, the mask of what a rectifier passes.
    /// </summary>
    public const string Forward = "VectorBatchNorm";

    /// <summary>
    /// From gradients, the elements, the scale, the offset, the mean, the variance and, optionally, the outputs of a rectifier or
    /// the mask of what it passed, to the gradients of the elements, the scale and the offset, and to the sum of the gradients behind the
    /// rectifier.
    /// </summary>
    public const string Gradient = "VectorBatchNormGrad";

    /// <summary>The ε of the variance.</summary>
    public const string Epsilon = "epsilon";

    /// <summary>1 where a rectifier follows; for gradients, where its outputs are computed again. Else 0.</summary>
    public const string Rectifies = "rectifies";

    /// <summary>The number of addends, 0 or 1.</summary>
    public const string Addends = "addends";

    /// <summary>The number of gradients, 1 or 2.</summary>
    public const string Gradients = "gradients";

    /// <summary>1 where the outputs of a rectifier are given, else 0.</summary>
    public const string Outputs = "outputs";

    /// <summary>1 where there is a mask of what the rectifier passes, else 0.</summary>
    public const string Masks = "masks";

    /// <summary>1 where something else takes the gradients behind the rectifier, else 0.</summary>
    public const string Sums = "sums";

    /// <summary>The channels are multiples of these.</summary>
    public const int Lanes = 16;

    private const nint IsRectifying = 2, HasOutputs = 4, HasSum = 8, HasMask = 16;

    /// <summary>Whether this machine has what the kernels are written for.</summary>
    public static bool IsSupported => KernelSupport.IsGiven;

    /// <summary>Makes the ops known to the runtime.</summary>
    public static void Register()
    {
        string epsilon = $"{Epsilon}: float", rectifies = $"{Rectifies}: int";
        KernelRegistry.Register(
            Forward, ["x: float", "scale: float", "offset: float", $"addend: {Addends} * float"],
            [epsilon, rectifies, $"{Addends}: int >= 0", $"{Masks}: int >= 0"],
            ["y: float", "mean: float", "estimate: float", "variance: float", $"mask: {Masks} * uint8"],
            &CreateForward, &ComputeForward);
        KernelRegistry.Register(
            Gradient,
            [$"gradient: {Gradients} * float", "x: float", "scale: float", "offset: float", "mean: float", "variance: float",
                $"output: {Outputs} * float", $"mask: {Masks} * uint8"],
            [epsilon, rectifies, $"{Gradients}: int >= 1", $"{Outputs}: int >= 0", $"{Masks}: int >= 0", $"{Sums}: int >= 0"],
            ["dx: float", "dscale: float", "doffset: float", $"sum: {Sums} * float"], &CreateGradient, &ComputeGradient);
    }

    // A kernel is a number: flags and, in its upper half, the ε of the variance.
    [UnmanagedCallersOnly]
    private static nint CreateForward(nint construction) => Create(construction);

    [UnmanagedCallersOnly]
    private static nint CreateGradient(nint construction) => Create(construction)
        | KernelRegistry.FlagOf(construction, Outputs, HasOutputs) | KernelRegistry.FlagOf(construction, Sums, HasSum);

    private static nint Create(nint construction) => KernelRegistry.IsKernel | KernelRegistry.FlagOf(construction, Rectifies, IsRectifying)
        | KernelRegistry.FlagOf(construction, Masks, HasMask) | KernelRegistry.UpperHalfOf(construction, Epsilon);

    private static float EpsilonOf(nint kernel) => BitConverter.Int32BitsToSingle((int)((long)kernel >> 32));

    [UnmanagedCallersOnly]
    private static void ComputeForward(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        long[] shape = ShapeOf(c, 0, null);
        (RowParts rows, int channels) = RowsOf(shape);
        bool adds = c.InputCount > 3;
        if (adds)
            ShapeOf(c, 3, shape);
        using KernelTensor y = c.OutputInPlace(0, adds ? [3] : [], shape);
        using KernelTensor mean = c.Output(1, channels), estimate = c.Output(2, channels), variance = c.Output(3, channels);
        using KernelTensor x = c.Input(0), scale = c.Input(1), offset = c.Input(2);
        using KernelTensor? addend = adds ? c.Input(3) : null;
        using KernelTensor? mask = (kernel & HasMask) != 0 ? c.Output(4, DType.UInt8, MaskOf(shape)) : null;
        scale.Require("a scale", channels);
        offset.Require("an offset", channels);
        new NormalizationWork(rows)
        {
            Inputs = x.Elements,
            Addend = ElementsOf(addend),
            Rectifies = (kernel & IsRectifying) != 0,
            Statistics = new()
            {
                Mean = mean.Elements,
                Variance = variance.Elements,
                Scale = scale.Elements,
                Offset = offset.Elements,
                Epsilon = EpsilonOf(kernel),
            },
            Estimate = estimate.Elements,
            Mask = new(BytesOf(mask)),
            Outputs = y.Elements,
        }.Compute();
    });

    [UnmanagedCallersOnly]
    private static void ComputeGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        bool hasOutputs = (kernel & HasOutputs) != 0, hasMask = (kernel & HasMask) != 0;
        int gradients = c.InputCount - (hasOutputs || hasMask ? 6 : 5);
        long[] shape = ShapeOf(c, gradients, null);
        (RowParts rows, int channels) = RowsOf(shape);
        for (int i = 0; i < gradients; i++)
            ShapeOf(c, i, shape);
        if (hasOutputs)
            ShapeOf(c, gradients + 5, shape);
        int[] candidates = gradients > 1 ? [0, 1] : [0];
        using KernelTensor? sum = (kernel & HasSum) != 0 ? c.OutputInPlace(3, candidates, shape) : null;
        using KernelTensor dx = c.OutputInPlace(0, candidates, shape), dscale = c.Output(1, channels), doffset = c.Output(2, channels);
        using KernelTensor first = c.Input(0), x = c.Input(gradients), scale = c.Input(gradients + 1), offset = c.Input(gradients + 2);
        using KernelTensor mean = c.Input(gradients + 3), variance = c.Input(gradients + 4);
        using KernelTensor? second = gradients > 1 ? c.Input(1) : null, outputs = hasOutputs ? c.Input(gradients + 5) : null;
        using KernelTensor? mask = hasMask ? c.Input(gradients + 5) : null;
        mask?.Require("a mask", MaskOf(shape));
        foreach (KernelTensor parameter in new[] { scale, offset, mean, variance })
            parameter.Require("parameters", channels);
        float* kept = sum is { } given ? given.Elements : hasOutputs || gradients > 1 ? dx.Elements : null;
        new NormalizationGradientWork(rows)
        {
            Gradients = new()
            {
                Rows = rows,
                First = first.Elements,
                Second = ElementsOf(second),
                Mask = new(BytesOf(mask)),
                Outputs = ElementsOf(outputs),
                Recomputes = (kernel & IsRectifying) != 0,
                Kept = kept,
            },
            Inputs = x.Elements,
            Statistics = new()
            {
                Mean = mean.Elements,
                Variance = variance.Elements,
                Scale = scale.Elements,
                Offset = offset.Elements,
                Epsilon = EpsilonOf(kernel),
            },
            InputGradients = dx.Elements,
            ScaleGradient = dscale.Elements,
            OffsetGradient = doffset.Elements,
        }.Compute();
    });

    private static float* ElementsOf(KernelTensor? tensor) => tensor is { } given ? given.Elements : null;

    private static byte* BytesOf(KernelTensor? tensor) => tensor is { } given ? given.Bytes : null;

    private static long[] MaskOf(long[] shape) => [.. shape.AsSpan()[..^1], shape[^1] / RectifierMask.ElementsPerByte];

    // An input that is held is not free to be an output.
    private static long[] ShapeOf(KernelContext context, int input, long[]? expected)
    {
        using KernelTensor tensor = context.Input(input);
        if (expected is not null)
            tensor.Require($"input {input}", expected);
        return expected ?? tensor.Dimensions;
    }

    private static (RowParts Rows, int Channels) RowsOf(long[] shape)
    {
        long rows = 1;
        foreach (long length in shape.AsSpan(0, shape.Length - 1))
            rows *= length;
        int channels = checked((int)shape[^1]);
        return (new(checked((int)rows), channels), channels);
    }
}
