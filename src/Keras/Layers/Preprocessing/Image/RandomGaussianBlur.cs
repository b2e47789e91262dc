using TensorFlow;

namespace Keras.Layers;

/// <summary>Blurs images in training by a Gaussian of random width, the same for a batch; what lies outside counts as 0.</summary>
[KerasSerializable]
[ConfigOrder(nameof(range), nameof(KernelSize), nameof(widths), nameof(ValueRange), nameof(Seed))]
public sealed partial class RandomGaussianBlur : ColorImageLayer
{
    [ConfigArgument("factor", Converter = typeof(FactorRange))]
    private readonly FactorRange range;

    [ConfigArgument("sigma", Converter = typeof(FactorRange))]
    private readonly FactorRange widths;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The probability, in [0, 1], or the range that it is drawn from; one number is the upper end, with 0 as the
    /// lower, as in Keras. Default: 1.</param>
    /// <param name="kernelSize">The height and width of the kernel, odd. Default: 3 × 3.</param>
    /// <param name="sigma">The range that the standard deviations are drawn from, in pixels, in [0, 1]. Default: 1, from 0 to 1.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">A factor is out of its bounds, a length of the kernel is even or not positive, or the range has
    /// no extent.</exception>
    /// <remarks>A kernel that is not square has its own rows and columns here; Keras on TensorFlow mixes them up.</remarks>
    public RandomGaussianBlur(
        RandomFactor? factor = null,
        (int Height, int Width)? kernelSize = null,
        RandomFactor? sigma = null,
        ValueRange? valueRange = null,
        string? dataFormat = null,
        long? seed = null)
        : base(valueRange, dataFormat, seed)
    {
        (Factor, KernelSize, Sigma) = (factor ?? 1, kernelSize ?? (3, 3), sigma ?? 1);
        range = Factor.Clamped(FactorBounds.Unit, nameof(factor), "RandomGaussianBlur");
        widths = Sigma.Clamped(FactorBounds.Unit, nameof(sigma), "RandomGaussianBlur");
        (int height, int width) = KernelSize;
        if (height < 1 || width < 1 || height % 2 == 0 || width % 2 == 0)
            throw new ArgumentOutOfRangeException(
                nameof(kernelSize), kernelSize, $"RandomGaussianBlur: expected odd lengths of the kernel, got {height} and {width}.");
    }

    /// <summary>The probability.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    /// <summary>The height and width of the kernel.</summary>
    public (int Height, int Width) KernelSize { get; }

    /// <summary>The range of the standard deviations.</summary>
    [ConfigIgnore]
    public RandomFactor Sigma { get; }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) =>
        new Dictionary<string, Symbol>
        {
            ["should_apply_blur"] = FactorColorLayer.DrawChoice(images, source, range),
            ["blur_factor"] = source.Uniform([2], widths.Lower, widths.Upper) + 1e-6,
        };

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol[] deviations = RawOps.Unpack(transformation["blur_factor"].Cast(Fractional(x).DType), 2);
        Symbol columns = Gaussian(KernelSize.Width, deviations[0]), rows = Gaussian(KernelSize.Height, deviations[1]);
        Symbol one = x.Graph.Constant(1, DType.Int32);
        Symbol kernel = rows.Reshape([-1, 1, 1, 1]) * columns.Reshape([1, -1, 1, 1]);
        kernel = RawOps.BroadcastTo(kernel, RawOps.Pack(
            [x.Graph.Constant(KernelSize.Height, DType.Int32), x.Graph.Constant(KernelSize.Width, DType.Int32), Ops.Shape(x, 3), one]));
        Symbol blurred = RawOps.DepthwiseConv2DNative(x, kernel, [1, 1, 1, 1], "SAME");
        return Clip(RawOps.SelectV2(transformation.Flags("should_apply_blur"), blurred, x));
    }

    private static Symbol Gaussian(int size, Symbol deviation)
    {
        Symbol place = RawOps.Pack([.. Enumerable.Range(0, size).Select(i => deviation.Number(i - ((size - 1) / 2.0)))]) / deviation;
        Symbol height = RawOps.Exp(place * place * -0.5);
        return height / Ops.Sum(height);
    }
}
