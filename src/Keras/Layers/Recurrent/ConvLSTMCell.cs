using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The cell of <see cref="ConvLSTM"/> (Shi et al., 2015): <see cref="LSTMCell"/> with convolutions in place of products, so that states are
/// sequences, images or volumes of <c>filters</c> channels.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Filters), nameof(KernelSize), nameof(Strides), nameof(Padding), nameof(DataFormat), nameof(DilationRate),
    nameof(Activation), nameof(RecurrentActivation), nameof(UseBias), nameof(KernelInitializer), nameof(RecurrentInitializer),
    nameof(BiasInitializer), nameof(UnitForgetBias))]
public partial class ConvLSTMCell : RecurrentCell
{
    private const int Gates = 4;
    private readonly int[] kernelSize;
    private readonly int[] strides;
    private readonly int[] dilationRate;
    private string dataFormat = DataFormats.ChannelsLast;
    private Shape? stateShape;

    /// <summary>Creates a convolutional LSTM cell.</summary>
    /// <param name="rank">The number of spatial axes, 1 to 3.</param>
    /// <param name="filters">The number of channels of the output and of both states.</param>
    /// <param name="kernelSize">The kernel size along each spatial axis.</param>
    /// <param name="activation">The activation function of the candidate and of the output. Default: tanh.</param>
    /// <param name="recurrentActivation">The activation function of the gates. Default: sigmoid.</param>
    /// <param name="strides">The strides of the convolution of the inputs. Default: 1.</param>
    /// <param name="padding">The padding of the inputs, "valid" (default) or "same"; that of the states is always "same".</param>
    /// <param name="dilationRate">The dilation rate of the convolution of the inputs. Default: 1.</param>
    /// <exception cref="ArgumentException">The number of sizes is not that of the spatial axes, both strides and dilation rates are above
    /// 1, or the padding is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of filters is less than 1, or the rank is not 1 to 3.</exception>
    public ConvLSTMCell(
        int rank,
        int filters,
        SpatialSizes kernelSize,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        SpatialSizes strides = default,
        string padding = "valid",
        SpatialSizes dilationRate = default)
        : base(filters, nameof(filters), activation, recurrentActivation)
    {
        if (rank is < 1 or > 3)
            throw new ArgumentOutOfRangeException(nameof(rank), rank, $"ConvLSTMCell: expected 1 to 3 spatial axes, got {rank}.");
        this.kernelSize = kernelSize.For(rank, 1, "ConvLSTM, kernelSize");
        this.strides = strides.For(rank, 1, "ConvLSTM, strides");
        this.dilationRate = dilationRate.For(rank, 1, "ConvLSTM, dilationRate");
        Padding = padding is "valid" or "same" ? padding
            : throw new ArgumentException($"ConvLSTM: expected the padding valid or same, got '{padding}'.", nameof(padding));
        if (this.strides.Max() > 1 && this.dilationRate.Max() > 1)
            throw new ArgumentException(
                $"ConvLSTM: expected strides or dilations above 1, not both, got {strides} and {dilationRate}.", nameof(dilationRate));
    }

    /// <summary>The number of channels of the output and of both states.</summary>
    public int Filters => OutputSize;

    // Keras does not write the number of axes.
    [ConfigArgument(Reader = nameof(ReadRank), Writer = "")]
    private int Rank => kernelSize.Length;

    /// <summary>The kernel size along each spatial axis.</summary>
    public IReadOnlyList<int> KernelSize => kernelSize;

    /// <summary>The strides of the convolution of the inputs along each spatial axis.</summary>
    public IReadOnlyList<int> Strides => strides;

    /// <summary>The dilation rate of the convolution of the inputs along each spatial axis.</summary>
    public IReadOnlyList<int> DilationRate => dilationRate;

    /// <summary>The padding of the inputs: "valid" or "same".</summary>
    public string Padding { get; }

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    public string DataFormat { get => dataFormat; init => SetDataFormat(value, ClassName); }

    /// <summary>The activation function of the gates.</summary>
    public ActivationFunction RecurrentActivation => Arguments.RecurrentActivation;

    /// <summary>Whether the bias of the forget gate begins at 1 (Jozefowicz et al., 2015). Default: true.</summary>
    public bool UnitForgetBias { get => Arguments.UnitForgetBias; init => Arguments.UnitForgetBias = value; }

    /// <summary>The shapes of both states without the batch axis.</summary>
    /// <exception cref="InvalidOperationException">The cell is not built: the shapes follow from that of the inputs.</exception>
    public override IReadOnlyList<Shape> StateShapes => stateShape is { } shape
        ? [shape, shape]
        : throw new InvalidOperationException(
            $"{ClassName} '{Name}' is not built yet, so the shapes of its states are not known; call it first.");

    private protected override int? MaskCount => Gates;

    /// <inheritdoc/>
    protected internal override bool PrefersCompilation => false;

    private bool IsChannelsFirst => DataFormat == DataFormats.ChannelsFirst;

    // Of half precision, one convolution of all gates would be rounded otherwise than Keras's four.
    private bool IsExact => ComputeDType is DType.Float32 or DType.Float64;

    private int ChannelAxis => IsChannelsFirst ? 1 : -1;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int rank = kernelSize.Length;
        SpatialInput.RequireRank(this, input, rank, DataFormat);
        long[] lengths = [.. IsChannelsFirst ? input.Skip(2) : input.Skip(1).Take(rank)];
        long channels = IsChannelsFirst ? input[1] : input[^1];
        if (channels < 1 || lengths.Any(l => l < 0))
            throw new ShapeException($"{ClassName} '{Name}': expected known spatial axes and channels, got {input}.");
        long[] outputs = [.. lengths.Select((length, axis) => OutputLength(length, axis, input))];
        stateShape = IsChannelsFirst ? [Filters, .. outputs] : [.. outputs, Filters];
        Kernel = AddWeight("kernel", KernelShape(channels), KernelInitializer, KernelRegularizer, KernelConstraint);
        RecurrentKernel = AddWeight("recurrent_kernel", KernelShape(Filters),
            RecurrentInitializer, RecurrentRegularizer, RecurrentConstraint);
        Initializer bias = UnitForgetBias ? new UnitForgetBiasInitializer(BiasInitializer, Filters) : BiasInitializer;
        Bias = UseBias ? AddWeight("bias", [Filters * Gates], bias, BiasRegularizer, BiasConstraint) : null;
        BuildDropout();
    }

    internal void SetDataFormat(string value, string owner) => dataFormat = DataFormats.Check(value, owner);

    internal override Symbol Project(Symbol x, DropoutMasks masks)
    {
        bool isSequence = x.Rank == kernelSize.Length + 3;
        Symbol[] inputs = masks.Input is { } all ? [.. all.Select(mask => x * mask)] : [x];
        Symbol Each(Symbol kernel, int gate) => Convolved(inputs[inputs.Length == 1 ? 0 : gate], kernel, isSequence);
        Symbol projected = inputs.Length == 1 && IsExact
            ? Each(Kernel, 0)
            : Ops.Concatenate([.. Ops.Split(Kernel, Gates, -1).Select(Each)], isSequence && IsChannelsFirst ? 2 : ChannelAxis);
        if (Bias is null)
            return projected;
        Symbol bias = IsChannelsFirst ? Ops.Reshape(Bias, [-1, .. Enumerable.Repeat(1L, kernelSize.Length)]) : Bias;
        return projected + bias;
    }

    internal override SequenceKernel? FindSequenceKernel(DropoutMasks masks) =>
        masks.Recurrent is null && IsExact && OutputDerivative.Find(Activation) is { } activation
            && OutputDerivative.Find(RecurrentActivation) is { } gate
            ? new ConvLstmSequence(new(Activation, activation, RecurrentActivation, gate, ChannelAxis), DataFormat)
            : null;

    internal override Symbol[] StepProjected(Symbol projected, IReadOnlyList<Symbol> states, DropoutMasks masks)
    {
        Symbol h = states[0];
        Symbol[] z = masks.Recurrent is { } all
            ? [.. Split(projected).Zip(
                all.Zip(Ops.Split(RecurrentKernel, Gates, -1), (mask, part) => RecurrentConvolved(h * mask, part)), (x, r) => x + r)]
            : [.. Split(projected).Zip(Ops.Split(RecurrentKernel, Gates, -1), (x, part) => x + RecurrentConvolved(h, part))];
        Symbol c = (RecurrentActivation.Apply(z[1]) * states[1]) + (RecurrentActivation.Apply(z[0]) * Activation.Apply(z[2]));
        return [RecurrentActivation.Apply(z[3]) * Activation.Apply(c), c];
    }

    private static int ReadRank(Config config) => config.GetIntegers("kernel_size")?.Length ?? 0;

    private Symbol[] Split(Symbol z) => Ops.Split(z, Gates, ChannelAxis);

    // The steps of a sequence are so many more samples.
    private Symbol Convolved(Symbol x, Symbol kernel, bool isSequence)
    {
        if (!isSequence)
            return Ops.Conv(x, kernel, strides, Padding, DataFormat, dilationRate);
        Graph graph = x.Graph;
        Symbol samples = RawOps.Reshape(x, Ops.Stack([graph.Constant(-1, DType.Int32), .. Lengths(x, 2)]));
        Symbol outputs = Ops.Conv(samples, kernel, strides, Padding, DataFormat, dilationRate);
        return RawOps.Reshape(outputs, Ops.Stack([Ops.Shape(x, 0), Ops.Shape(x, 1), .. Lengths(outputs, 1)]))
            .WithShape(Shape.Create([x.Shape[0], x.Shape[1], .. outputs.Shape.Skip(1)]));
    }

    private Symbol RecurrentConvolved(Symbol h, Symbol kernel) => Ops.Conv(h, kernel, 1, "same", DataFormat);

    private static IEnumerable<Symbol> Lengths(Symbol x, int first) =>
        Enumerable.Range(first, x.Rank - first).Select(axis => Ops.Shape(x, axis));

    private Shape KernelShape(long channels) => Shape.Create([.. kernelSize.Select(s => (long)s), channels, Filters * Gates]);

    private long OutputLength(long length, int axis, Shape input)
    {
        long span = ((kernelSize[axis] - 1L) * dilationRate[axis]) + 1;
        long outputs = Padding == "same" ? (length + strides[axis] - 1) / strides[axis]
            : length < span ? 0 : ((length - span) / strides[axis]) + 1;
        return outputs > 0 ? outputs : throw new ShapeException(
            $"{ClassName} '{Name}': no window of {SpatialSizes.Create(kernelSize)} lies inside {input}; use a smaller kernel or padding "
            + "'same'.");
    }
}
