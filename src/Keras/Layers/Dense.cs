using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A densely connected layer: <c>activation(x·kernel + bias)</c>, from <c>[batch, …, inputs]</c> to <c>[batch, …, units]</c>.
/// </summary>
[KerasSerializable]
public sealed partial class Dense : LoraLayer
{
    private Weight? kernel;
    private Weight? bias;
    private DenseForm? form;

    /// <summary>Creates a fully connected layer.</summary>
    /// <param name="units">The number of units: the dimension of the output.</param>
    /// <param name="activation">The activation function. Default: none (linear).</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of units is less than 1.</exception>
    public Dense(int units, ActivationFunction? activation = null)
    {
        if (units < 1)
            throw new ArgumentOutOfRangeException(nameof(units), units, $"Dense: expected at least 1 unit, got {units}.");
        Units = units;
        Activation = activation ?? Activations.Linear;
    }

    /// <summary>The number of units: the dimension of the output.</summary>
    public int Units { get; }

    /// <summary>The activation function.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether a bias is added. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>The initializer of the kernel. Default: glorot_uniform.</summary>
    public Initializer KernelInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>The initializer of the bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The regularizer of the kernel. Default: none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>The regularizer of the bias. Default: none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>The constraint of the kernel. Default: none.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>The constraint of the bias. Default: none.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    private protected override Weight? AdaptedWeight => kernel ?? Quantized?.Made[0];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> QuantizationModes => QuantizedKernel.Modes;

    internal override KernelForm? CalibrationForm => form;

    private QuantizedKernel? QuantizedKernel => (QuantizedKernel?)Quantized;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank < 2 || input[^1] < 1)
            throw new ShapeException(
                $"Dense '{Name}': expected an input of at least 2 axes whose last is known, "
                + $"got {input}"
                + (input.Rank == 1 ? "; set InputShape = [1] on the first layer, or give each sample an array of its own." : "."));
        (form, kernel, Quantized) = (new(input[^1], Units), null, null);
        if (QuantizationMode is { } mode)
        {
            Quantized = QuantizedKernel.Of(this, form, mode, QuantizationConfig);
            Quantized.Create();
        }

        if (Quantized is null or { KeepsOriginal: true })
            kernel = AddWeight("kernel", form.Kernel, KernelInitializer, KernelRegularizer, KernelConstraint);
        if (UseBias)
            bias = AddWeight("bias", [Units], BiasInitializer, BiasRegularizer, BiasConstraint);
        BuildLora();
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        long inputs = form!.Kernel[0];
        Shape shape = x.Shape;
        if (shape.Rank < 2 || (shape[^1] >= 0 && shape[^1] != inputs))
        {
            string hint = shape.Rank > 2 && shape[1..].ElementCount == inputs ? "; add Flatten before it" : "";
            throw new ShapeException($"Dense '{Name}': expected a last axis of {inputs}, got {shape}{hint}.");
        }

        // Integers and booleans are promoted, as by Keras's matmul.
        if (!x.DType.IsFloatingPoint)
            x = x.Cast(TraceContext.Current.ComputeType ?? VariableDType);
        CalibrationInputs.Tell(this, x);
        if (QuantizedKernel is null && FusedLayers.Dense(x, Adapted(), bias, Activation) is { } fused)
            return fused;
        Symbol output = QuantizedKernel is { } quantized
            ? WithLora(quantized.Multiply(x, kernel, context), a => form.Multiply(x, a))
            : form.Multiply(x, Adapted());
        if (bias is not null)
            output = RawOps.BiasAdd(output, QuantizedKernel?.Bias(bias) ?? bias);
        return Activation.Apply(output);
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
}
