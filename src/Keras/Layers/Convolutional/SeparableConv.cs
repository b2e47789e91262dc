using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the depthwise separable convolutions: a depthwise convolution, then a pointwise one.</summary>
[KerasSerializable]
[ConfigOrder(nameof(DepthMultiplier), nameof(Filters), nameof(KernelSize), nameof(Strides), nameof(Padding), nameof(DataFormat),
    nameof(DilationRate), nameof(Activation), nameof(UseBias), nameof(DepthwiseInitializer), nameof(PointwiseInitializer),
    nameof(BiasInitializer), nameof(DepthwiseRegularizer), nameof(PointwiseRegularizer), nameof(BiasRegularizer),
    nameof(ActivityRegularizer), nameof(DepthwiseConstraint), nameof(PointwiseConstraint), nameof(BiasConstraint))]
public abstract class SeparableConv : Convolution
{
    private protected SeparableConv(
        int axes, int filters, SpatialSizes kernelSize, ActivationFunction? activation, SpatialSizes strides, string padding)
        : base(axes, kernelSize, activation, strides, padding) => Filters = Positive(filters, nameof(filters));

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>The number of depthwise output channels for each input channel. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int DepthMultiplier
    {
        get;
        init => field = Positive(value, "a depth multiplier");
    }
    = 1;

    /// <summary>The initializer of the depthwise kernel. Default: glorot_uniform.</summary>
    public Initializer DepthwiseInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>The initializer of the pointwise kernel. Default: glorot_uniform.</summary>
    public Initializer PointwiseInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>The regularizer of the depthwise kernel. Default: none.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>The regularizer of the pointwise kernel. Default: none.</summary>
    public Regularizer? PointwiseRegularizer { get; init; }

    /// <summary>The constraint of the depthwise kernel. Default: none.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    /// <summary>The constraint of the pointwise kernel. Default: none.</summary>
    public Constraint? PointwiseConstraint { get; init; }

    private protected override bool SupportsStridesWithDilation => true;

    private protected override IReadOnlyList<KernelArguments> Kernels =>
    [
        new("depthwise_kernel", "depthwise", DepthwiseInitializer, DepthwiseRegularizer, DepthwiseConstraint),
        new("pointwise_kernel", "pointwise", PointwiseInitializer, PointwiseRegularizer, PointwiseConstraint),
    ];

    private protected override Shape[] KernelShapes(long channels) =>
        [[.. Window, channels, DepthMultiplier], [.. Window.ToArray().Select(_ => 1L), channels * DepthMultiplier, Filters]];

    private protected override long OutputChannels(long channels) => Filters;

    private protected override Symbol Convolve(Symbol x, IReadOnlyList<Symbol> weights) =>
        Ops.SeparableConv(x, weights[0], weights[1], Steps, Padding, DataFormat, DilationRate);
}
