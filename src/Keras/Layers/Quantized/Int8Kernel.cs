using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>An 8-bit kernel with a scale for each unit; inputs are quantized to 8 bits, too, if they have a quantizer.</summary>
internal sealed class Int8Kernel(Layer layer, KernelForm form, QuantizationConfig? config) : QuantizedKernel(layer, form)
{
    private readonly Quantizer? inputQuantizer = config is null ? new AbsMaxQuantizer() : config.ActivationQuantizer;
    private Weight? kernel;
    private Weight? scale;

    public override void Create()
    {
        kernel = Add("kernel", Form.Kernel, DType.Int8);
        scale = Add("kernel_scale", Form.ScaleShape, initializer: Initializers.Ones);
    }

    public override Symbol[] Quantize(Symbol original) => Of(original, config?.WeightQuantizer);

    public override Symbol[] Requantize(Symbol original) => Of(original, null);

    public override Symbol Dequantized(DType dtype) => Read(kernel!, dtype) / Form.ToKernel(Read(scale!, dtype));

    public override Symbol Multiply(Symbol x, Weight? original, CallContext context) => WithInputGradient(x, input =>
    {
        if (inputQuantizer is null)
            return Form.Multiply(input, kernel!.ToSymbol().Cast(input.DType)) / Read(scale!, ComputeDType);
        (Symbol quantized, Symbol inputScale) = inputQuantizer.Apply(input, Form.InputAxes(input.Rank));
        return Form.MultiplyIntegers(quantized, kernel!).Cast(ComputeDType) / (Read(scale!, ComputeDType) * Form.InputToOutput(inputScale));
    });

    private Symbol[] Of(Symbol original, Quantizer? quantizer)
    {
        (Symbol quantized, Symbol own) = quantizer?.Apply(original) ?? Quantization.AbsMaxQuantize(original, Form.ReducedAxes);
        Shape expected = [.. Form.Kernel.Select((length, axis) => Form.ReducedAxes.Contains(axis) ? 1 : length)];
        if (own.Shape != expected)
            throw new ArgumentException(
                $"{Layer.ClassName} '{Layer.Name}': expected a weight quantizer whose scale has the shape {expected}, got {own.Shape}; "
                + $"set its axis to [{string.Join(", ", Form.ReducedAxes)}].");
        return [quantized, Form.ToOutput(own)];
    }
}
