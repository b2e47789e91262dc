using TensorFlow;

namespace Keras.Layers;

/// <summary>The quantized kernel of a <see cref="Dense"/> or an <see cref="EinsumDense"/>.</summary>
/// <param name="layer">The layer.</param>
/// <param name="form">The product of the kernel.</param>
internal abstract class QuantizedKernel(Layer layer, KernelForm form) : QuantizedWeights(layer)
{
    protected KernelForm Form => form;

    /// <summary>The supported modes.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["int8", "int4", "float8", "gptq", "awq"];

    /// <summary>The kernel of a mode, without its weights yet.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="form">The product.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="config">The quantization config; null where only the layer's policy tells the mode.</param>
    public static QuantizedKernel Of(Layer layer, KernelForm form, string mode, QuantizationConfig? config) => mode switch
    {
        "int8" => new Int8Kernel(layer, form, config),
        "int4" => new Int4Kernel(layer, form, config),
        "float8" => new Float8Kernel(layer, form),
        "gptq" or "awq" => new CalibratedKernel(layer, form, mode, config),
        _ => throw new NotSupportedException($"{layer.ClassName} '{layer.Name}': it has no weights that can be quantized to {mode}; "
            + "choose another mode or exclude the layer with a filter."),
    };

    /// <summary>The product of an input and the kernel.</summary>
    /// <param name="x">The input, in the compute type.</param>
    /// <param name="original">The kernel in full precision, where it is kept.</param>
    /// <param name="context">The mode of the call.</param>
    public abstract Symbol Multiply(Symbol x, Weight? original, CallContext context);

    /// <summary>The bias as it is added to the product.</summary>
    public virtual Symbol Bias(Weight bias) => bias;

    /// <summary>A product of an input whose gradient is that of the kernel in full precision.</summary>
    protected Symbol WithInputGradient(Symbol x, Func<Symbol, Symbol> product) => Ops.CustomGradient(input =>
    {
        Symbol output = product(input);
        return (output, dy => Form.InputGradient(dy, Dequantized(dy.DType)).Cast(input.DType));
    })(x);
}
