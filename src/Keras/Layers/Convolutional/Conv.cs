using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the convolutions over all channels, or over the groups of them.</summary>
[KerasSerializable]
[ConfigOrder(nameof(Filters), nameof(KernelSize), nameof(Strides), nameof(Padding), nameof(DataFormat), nameof(DilationRate),
    nameof(Groups), nameof(Activation), nameof(UseBias), nameof(KernelInitializer), nameof(BiasInitializer), nameof(KernelRegularizer),
    nameof(BiasRegularizer), nameof(ActivityRegularizer), nameof(KernelConstraint), nameof(BiasConstraint))]
public abstract partial class Conv : Convolution
{
    private protected Conv(
        int axes, int filters, SpatialSizes kernelSize, ActivationFunction? activation, SpatialSizes strides, string padding)
        : base(axes, kernelSize, activation, strides, padding)
    {
        lora = new(this);
        Filters = Positive(filters, nameof(filters));
    }

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>
    /// The number of groups that the channels are divided into; each is convolved with its share of the filters. Default: 1.
    /// </summary>
    /// <exception cref="ArgumentException">The groups do not divide the filters.</exception>
    public int Groups
    {
        get;
        init => field = Filters % Positive(value, "groups") == 0
            ? value
            : throw new ArgumentException(
                $"{ClassName}: expected a number of groups that divides the {Filters} filters, got {value}.", nameof(value));
    }
    = 1;

    /// <summary>The initializer of the kernel. Default: glorot_uniform.</summary>
    public Initializer KernelInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>The regularizer of the kernel. Default: none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>The constraint of the kernel. Default: none.</summary>
    public Constraint? KernelConstraint { get; init; }

    private protected override IReadOnlyList<KernelArguments> Kernels =>
        [new("kernel", "kernel", KernelInitializer, KernelRegularizer, KernelConstraint)];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        lora.Build(Kernel);
    }

    private protected override Shape[] KernelShapes(long channels) => channels % Groups == 0
        ? [[.. Window, channels / Groups, Filters]]
        : throw new ShapeException(
            $"{ClassName} '{Name}': expected a number of input channels that its {Groups} groups divide, got {channels}.");

    private protected override long OutputChannels(long channels) => Filters;

    private protected override Symbol[] KernelValues() => [lora.Apply(Kernel)];

    private protected override Symbol Convolve(Symbol x, IReadOnlyList<Symbol> weights)
    {
        string padding = Padding;
        if (padding == "causal")
        {
            (int, int) before = (checked((int)(Extent(0) - 1)), 0);
            x = Ops.Pad(x, DataFormat == DataFormats.ChannelsFirst ? [(0, 0), (0, 0), before] : [(0, 0), before, (0, 0)]);
            padding = "valid";
        }

        return Ops.Conv(x, weights[0], Steps, padding, DataFormat, DilationRate);
    }
}
