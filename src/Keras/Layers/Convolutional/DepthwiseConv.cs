using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the depthwise convolutions: each channel is convolved with kernels of its own.</summary>
[KerasSerializable]
[ConfigOrder(nameof(DepthMultiplier), nameof(KernelSize), nameof(Strides), nameof(Padding), nameof(DataFormat), nameof(DilationRate),
    nameof(Activation), nameof(UseBias), nameof(DepthwiseInitializer), nameof(BiasInitializer), nameof(DepthwiseRegularizer),
    nameof(BiasRegularizer), nameof(ActivityRegularizer), nameof(DepthwiseConstraint), nameof(BiasConstraint))]
public abstract class DepthwiseConv : Convolution
{
    private protected DepthwiseConv(int axes, SpatialSizes kernelSize, ActivationFunction? activation, SpatialSizes strides, string padding)
        : base(axes, kernelSize, activation, strides, padding)
    {
    }

    /// <summary>The number of output channels for each input channel. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int DepthMultiplier
    {
        get;
        init => field = Positive(value, "a depth multiplier");
    }
    = 1;

    /// <summary>The initializer of the kernel. Default: glorot_uniform.</summary>
    public Initializer DepthwiseInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>The regularizer of the kernel. Default: none.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>The constraint of the kernel. Default: none.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    private protected override bool SupportsStridesWithDilation => true;

    private protected override IReadOnlyList<KernelArguments> Kernels =>
        [new("kernel", "depthwise", DepthwiseInitializer, DepthwiseRegularizer, DepthwiseConstraint)];

    private protected override Shape[] KernelShapes(long channels) => [[.. Window, channels, DepthMultiplier]];

    private protected override long OutputChannels(long channels) => channels * DepthMultiplier;

    private protected override Symbol Convolve(Symbol x, IReadOnlyList<Symbol> weights) =>
        Ops.DepthwiseConv(x, weights[0], Steps, Padding, DataFormat, DilationRate);

    private protected override Symbol ScaledKernel(Symbol kernel, Symbol factor) => kernel * factor.Reshape(kernel.Shape[^2..]);
}
