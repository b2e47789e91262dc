using Keras.Initializers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A dense layer whose product of input and kernel is an einsum equation: <c>activation(einsum(equation, x, kernel) + bias)</c>. The
/// equation <c>"abc,cd->abd"</c> is that of <see cref="Dense"/> on sequences, <c>"...x,xy->...y"</c> on any number of axes.
/// </summary>
[KerasSerializable(Ignored = ["gptq_unpacked_column_size"])]
public sealed partial class EinsumDense : LoraLayer
{
    private readonly EinsumEquation parsed;
    private Weight? kernel;
    private Weight? bias;
    private EinsumForm? form;
    private Shape built = Shape.Unknown;

    /// <summary>Creates the layer.</summary>
    /// <param name="equation">Letters for the axes of the input, the kernel and the output; an ellipsis on one side of the input and the
    /// output stands for more axes.</param>
    /// <param name="outputShape">The output's shape without the batch axis and the axes of an ellipsis; -1 where a length follows from the
    /// input.</param>
    /// <param name="activation">The activation function. Default: none.</param>
    /// <param name="biasAxes">The axes of the output that the bias has, as letters. Default: no bias.</param>
    /// <exception cref="ArgumentException">The equation is malformed.</exception>
    [ConfigConstructor]
    public EinsumDense(string equation, Shape outputShape, ActivationFunction? activation = null, string? biasAxes = null)
    {
        ArgumentNullException.ThrowIfNull(equation);
        ArgumentNullException.ThrowIfNull(outputShape);
        parsed = EinsumEquation.Parse(equation);
        (Equation, PartialOutputShape, Activation, BiasAxes) = (equation, outputShape, activation ?? Activations.Linear, biasAxes);
    }

    /// <summary>Creates a layer with one axis of units behind the batch axis and the axes of an ellipsis.</summary>
    /// <param name="equation">Letters for the axes of the input, the kernel and the output; an ellipsis on one side of the input and the
    /// output stands for more axes.</param>
    /// <param name="outputLength">The length of the output's axis.</param>
    /// <param name="activation">The activation function. Default: none.</param>
    /// <param name="biasAxes">The axes of the output that the bias has, as letters. Default: no bias.</param>
    /// <exception cref="ArgumentException">The equation is malformed.</exception>
    public EinsumDense(string equation, int outputLength, ActivationFunction? activation = null, string? biasAxes = null)
        : this(equation, Shape.Create(outputLength), activation, biasAxes)
    {
    }

    /// <summary>The output's shape without the batch axis and the axes of an ellipsis; -1 where a length follows from the input.</summary>
    [ConfigArgument("output_shape", Reader = nameof(ReadOutputShape))]
    public Shape PartialOutputShape { get; }

    /// <summary>The equation.</summary>
    public string Equation { get; }

    /// <summary>The activation function.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>The axes of the output that the bias has, as letters; null for no bias.</summary>
    public string? BiasAxes { get; }

    /// <summary>The initializer of the kernel. Default: glorot_uniform.</summary>
    public Initializer KernelInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>The initializer of the bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The regularizer of the kernel. Default: none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>The regularizer of the bias. Default: none.</summary>
    [ConfigArgument(Writer = nameof(WriteBiasRegularizer))]
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>The constraint of the kernel. Default: none.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>The constraint of the bias. Default: none.</summary>
    public Constraint? BiasConstraint { get; init; }

    private protected override Weight? AdaptedWeight => kernel ?? Quantized?.Made[0];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> QuantizationModes => QuantizedKernel.Modes;

    internal override KernelForm? CalibrationForm => form;

    private QuantizedKernel? QuantizedKernel => (QuantizedKernel?)Quantized;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        EinsumEquation.Shapes shapes = parsed.Analyze(input, PartialOutputShape, BiasAxes, $"EinsumDense '{Name}'");
        Initializer initializer = KernelInitializer is VarianceScaling scaling
            ? scaling.Along(shapes.InputAxes, shapes.OutputAxes) : KernelInitializer;
        (form, kernel, Quantized) = (new(parsed, input.Rank, shapes.Kernel, Product), null, null);
        if (QuantizationMode is { } mode)
        {
            Quantized = QuantizedKernel.Of(this, form, mode, QuantizationConfig);
            Quantized.Create();
        }

        if (Quantized is null or { KeepsOriginal: true })
            kernel = AddWeight("kernel", shapes.Kernel, initializer, KernelRegularizer, KernelConstraint);
        bias = shapes.Bias is { } shape ? AddWeight("bias", shape, BiasInitializer, BiasRegularizer, BiasConstraint) : null;
        built = input;
        BuildLora();
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (x.Rank != built.Rank)
            throw new ShapeException(
                $"EinsumDense '{Name}': expected an input of {built.Rank} axes, as it was built for {built}, got {x.Shape}.");
        parsed.Check(x.Shape, form!.Kernel, $"EinsumDense '{Name}'");
        if (!x.DType.IsFloatingPoint)
            x = x.Cast(TraceContext.Current.ComputeType ?? VariableDType);
        CalibrationInputs.Tell(this, x);
        if (QuantizedKernel is null && FusedLayers.Dense(x, Adapted(), bias, Activation, parsed.ContractedAxes) is { } fused)
            return fused;
        Symbol output = QuantizedKernel is { } quantized
            ? WithLora(quantized.Multiply(x, kernel, context), a => Product(x, a))
            : Product(x, Adapted());
        return Activation.Apply(bias is null ? output : output + (QuantizedKernel?.Bias(bias) ?? bias));
    }

    /// <inheritdoc/>
    protected internal override void QuantizeWeights(QuantizationConfig config)
    {
        QuantizedKernel quantized = QuantizedKernel.Of(this, form!, config.Mode, config);
        Replace(kernel!, quantized, config);
        if (!quantized.KeepsOriginal)
            kernel = null;
    }

    private protected override LoraTarget Original(Weight weight) => new(weight, form!.Kernel, KernelRegularizer, KernelConstraint);

    private Symbol Product(Symbol x, Symbol kernel) =>
        parsed.ContractedAxes is var count and > 0 && x.DType is not (DType.Float16 or DType.BFloat16)
            ? Ops.Tensordot(x, kernel, count) : Ops.Einsum(Equation, x, kernel);

    private static Shape ReadOutputShape(Config config) => config.GetNode("output_shape") is System.Text.Json.Nodes.JsonArray
        ? config.GetShape("output_shape")! : Shape.Create(config.GetInt("output_shape"));

    private void WriteBiasRegularizer(Config config) =>
        config.Set("bias_regularizer", BiasRegularizer).Set("activity_regularizer", ActivityRegularizer);
}
