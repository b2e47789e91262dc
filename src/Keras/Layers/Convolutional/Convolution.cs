using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the convolution layers: a kernel that slides along the spatial axes, a bias and an activation function.</summary>
[KerasSerializable]
public abstract partial class Convolution : Layer
{
    private readonly int axes;
    private readonly int[] kernelSize;
    private readonly int[] strides;
    private int[] dilationRate;
    private long inputChannels;
    private Weight[] kernels = [];
    private Weight? bias;

    private protected Convolution(int axes, SpatialSizes kernelSize, ActivationFunction? activation, SpatialSizes strides, string padding)
    {
        this.axes = axes;
        this.kernelSize = kernelSize.IsDefault
            ? throw new ArgumentException($"{ClassName}: expected a kernel size, got none.", nameof(kernelSize))
            : kernelSize.For(axes, 1, $"{ClassName}, kernelSize");
        this.strides = strides.For(axes, 1, $"{ClassName}, strides");
        dilationRate = [.. Enumerable.Repeat(1, axes)];
        Padding = CheckPadding(padding);
        Activation = activation ?? Activations.Linear;
    }

    /// <summary>The kernel size along each spatial axis.</summary>
    public IReadOnlyList<int> KernelSize => kernelSize;

    /// <summary>The strides along each spatial axis.</summary>
    public IReadOnlyList<int> Strides => strides;

    /// <summary>
    /// "valid" for no padding, "same" for zeros on both sides, or, for <see cref="Conv1D"/>, "causal" for zeros in front.
    /// </summary>
    public string Padding { get; }

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    /// <remarks>
    /// The bias is one number for each channel. Keras on TensorFlow adds it along the last axis where that is as long as there are
    /// channels, also with the channels first.
    /// </remarks>
    public string DataFormat { get; init => field = DataFormats.Check(value, ClassName); } = DataFormats.ChannelsLast;

    /// <summary>The dilation rate along each spatial axis. Default: 1.</summary>
    /// <exception cref="ArgumentException">A rate is less than 1, or above 1 together with a stride above 1 where the layer does not have
    /// both.</exception>
    [ConfigArgument(Reader = nameof(ReadDilationRate))]
    public SpatialSizes DilationRate
    {
        get => SpatialSizes.Create(dilationRate);
        init => dilationRate = CheckDilation(value);
    }

    /// <summary>The activation function. Default: none.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether a bias is added. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>The initializer of the bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The regularizer of the bias. Default: none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>The constraint of the bias. Default: none.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <inheritdoc/>
    protected internal override bool PrefersCompilation => false;

    private protected static SpatialSizes ReadDilationRate(Config config) => config.GetSizes("dilation_rate");

    private protected ReadOnlySpan<int> Window => kernelSize;

    private protected SpatialSizes Steps => SpatialSizes.Create(strides);

    private protected Weight Kernel => kernels[0];

    /// <summary>The arguments of the kernels, in the order of the weights.</summary>
    private protected abstract IReadOnlyList<KernelArguments> Kernels { get; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        SpatialInput.RequireRank(this, input, axes, DataFormat);
        inputChannels = input[ChannelAxis];
        if (inputChannels < 1)
            throw new ShapeException(
                $"{ClassName} '{Name}': expected a known number of channels on axis {ChannelAxis}, got {input}; give the model's input " +
                "a shape with channels.");
        Shape[] shapes = KernelShapes(inputChannels);
        RequireFit(input);
        kernels = [.. Kernels.Select((k, i) => AddWeight(k.WeightName, shapes[i], k.Initializer, k.Regularizer, k.Constraint))];
        bias = UseBias ? AddWeight("bias", [OutputChannels(inputChannels)], BiasInitializer, BiasRegularizer, BiasConstraint) : null;
    }

    /// <inheritdoc/>
    protected sealed override Symbol Call(Symbol x, CallContext context)
    {
        SpatialInput.RequireRank(this, x.Shape, axes, DataFormat);
        if (x.Shape[ChannelAxis] >= 0 && x.Shape[ChannelAxis] != inputChannels)
            throw new ShapeException(
                $"{ClassName} '{Name}': expected {inputChannels} channels on axis {ChannelAxis}, as when it was built, got {x.Shape}.");
        RequireFit(x.Shape);
        // Integers and booleans are promoted.
        Symbol inputs = x.DType.IsFloatingPoint ? x : x.Cast(ComputeDType);
        Symbol[] values = KernelValues();
        Symbol outputs = Convolve(inputs, values);
        if (bias is not null)
            outputs = WithBias(outputs, bias);
        if (DataFormat == DataFormats.ChannelsLast && Activation == Activations.Linear)
            TraceContext.Current.Scalable?.Add(outputs, (factor, offset) => Scaled(inputs, values, factor, offset));
        return Activation.Apply(outputs);
    }

    /// <summary>Reads the kernels as the layer computes with them.</summary>
    private protected virtual Symbol[] KernelValues() => [.. kernels.Select(k => k.ToSymbol())];

    /// <summary>The shapes of the kernels for a number of input channels.</summary>
    private protected abstract Shape[] KernelShapes(long channels);

    /// <summary>The number of output channels.</summary>
    private protected abstract long OutputChannels(long channels);

    /// <summary>Writes the convolution without the bias.</summary>
    private protected abstract Symbol Convolve(Symbol x, IReadOnlyList<Symbol> weights);

    /// <summary>The last kernel with a factor for each output channel.</summary>
    private protected virtual Symbol ScaledKernel(Symbol kernel, Symbol factor) => kernel * factor;

    private Symbol Scaled(Symbol x, Symbol[] values, Symbol factor, Symbol offset) => RawOps.BiasAdd(
        Convolve(x, [.. values[..^1], ScaledKernel(values[^1], factor)]), bias is null ? offset : offset + (bias.ToSymbol() * factor));

    private Symbol WithBias(Symbol outputs, Weight weight)
    {
        if (DataFormat == DataFormats.ChannelsLast)
            return RawOps.BiasAdd(outputs, weight);
        long[] shape = [1, weight.Shape[0], .. Enumerable.Repeat(1L, axes)];
        return outputs + weight.ToSymbol().Reshape([.. shape]);
    }
}
