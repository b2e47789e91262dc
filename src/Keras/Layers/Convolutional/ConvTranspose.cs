using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of the transposed convolutions, which map the shape of a convolution's output to that of its input.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Filters), nameof(KernelSize), nameof(Strides), nameof(Padding), nameof(OutputPadding), nameof(DataFormat),
    nameof(DilationRate), nameof(Activation), nameof(UseBias), nameof(KernelInitializer), nameof(BiasInitializer),
    nameof(KernelRegularizer), nameof(BiasRegularizer), nameof(ActivityRegularizer), nameof(KernelConstraint), nameof(BiasConstraint))]
public abstract class ConvTranspose : Convolution
{
    private readonly int[]? outputPadding;

    private protected ConvTranspose(
        int axes, int filters, SpatialSizes kernelSize, ActivationFunction? activation, SpatialSizes strides, string padding)
        : base(axes, kernelSize, activation, strides, padding) => Filters = Positive(filters, nameof(filters));

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>
    /// The number of elements that are added at the end of each spatial axis of the output, less than the stride. Default: as many as the
    /// input of a convolution with these arguments needs.
    /// </summary>
    /// <exception cref="ArgumentException">A number is negative, or not less than the stride.</exception>
    [ConfigArgument(Reader = nameof(ReadOutputPadding))]
    public SpatialSizes OutputPadding
    {
        get => outputPadding;
        init => outputPadding = CheckOutputPadding(value);
    }

    /// <summary>The initializer of the kernel. Default: glorot_uniform.</summary>
    public Initializer KernelInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>The regularizer of the kernel. Default: none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>The constraint of the kernel. Default: none.</summary>
    public Constraint? KernelConstraint { get; init; }

    private protected override IReadOnlyList<KernelArguments> Kernels =>
        [new("kernel", "kernel", KernelInitializer, KernelRegularizer, KernelConstraint)];

    private protected override Shape[] KernelShapes(long channels) => [[.. Window, Filters, channels]];

    private protected override long OutputChannels(long channels) => Filters;

    private protected override Symbol Convolve(Symbol x, IReadOnlyList<Symbol> weights) =>
        Ops.ConvTranspose(x, weights[0], Steps, Padding, OutputPadding, DataFormat, DilationRate);

    private protected override Symbol ScaledKernel(Symbol kernel, Symbol factor) => kernel * factor.Reshape([Filters, 1]);

    private protected override bool Fits(long length, int axis) =>
        Padding == "valid" || outputPadding is null || ((length - 1) * Strides[axis]) + (Extent(axis) % 2) + outputPadding[axis] > 0;

    private protected override string Misfit(Shape input) =>
        $"the output for {input} has no elements with padding 'same' and an output padding of {OutputPadding}; raise OutputPadding, "
        + "or leave it out.";

    private protected static SpatialSizes ReadOutputPadding(Config config) => config.GetSizes("output_padding");

    private int[]? CheckOutputPadding(SpatialSizes value)
    {
        if (value.IsDefault)
            return null;
        int[] each = value.For(Strides.Count, 0, $"{ClassName}, outputPadding", least: 0);
        return each.Zip(Strides).All(p => p.First < p.Second)
            ? each
            : throw new ArgumentException(
                $"{ClassName}: expected an output padding less than the strides {Steps}, got {SpatialSizes.Create(each)}.", nameof(value));
    }
}
