using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A 4-bit kernel, packed two to a byte: with a scale and a zero point for each block of inputs, or one scale for each unit.
/// </summary>
internal sealed class Int4Kernel : QuantizedKernel
{
    private const int Least = -8;
    private const int Most = 7;
    private readonly QuantizationConfig? config;
    private readonly int blockSize;
    private Weight? kernel;
    private Weight? scale;
    private Weight? zero;
    private Weight? groups;

    public Int4Kernel(Layer layer, KernelForm form, QuantizationConfig? config)
        : base(layer, form) =>
        (this.config, blockSize) = (config, BlockSizeOf(layer, config));

    private bool HasBlocks => blockSize > 0;

    /// <summary>The block size of a quantization config, or else of the layer's policy.</summary>
    public static int BlockSizeOf(Layer layer, QuantizationConfig? config) =>
        config is Int4QuantizationConfig { BlockSize: var size } ? size
        : layer.ResolvedPolicy is Int4DTypePolicy policy ? policy.BlockSize : -1;

    public override void Create()
    {
        (int rows, int columns) = Form.Flat;
        kernel = Add("kernel", [rows, (columns + 1) / 2], DType.Int8);
        Shape scales = HasBlocks ? [(rows + blockSize - 1) / blockSize, columns] : [columns];
        scale = Add("kernel_scale", scales, initializer: Initializers.Ones);
        if (!HasBlocks)
            return;
        zero = Add("kernel_zero", scales, DType.Int8);
        groups = Add("g_idx", [rows], DType.Float32, GroupsOf(blockSize));
    }

    public override Symbol[] Quantize(Symbol original) => Of(original, Form is DenseForm ? config?.WeightQuantizer : null);

    public override Symbol[] Requantize(Symbol original) => Of(original, null);

    public override Symbol Dequantized(DType dtype)
    {
        Symbol numbers = HasBlocks
            ? Quantization.DequantizeWithSZMap(
                Unpacked(), Read(scale!, dtype), Read(zero!, dtype), Read(groups!, DType.Int32), groupAxis: 0)
            : Unpacked().Cast(dtype) / Read(scale!, dtype);
        return numbers.Reshape(Form.Kernel);
    }

    public override Symbol Multiply(Symbol x, Weight? original, CallContext context) => WithInputGradient(x, input =>
    {
        Quantizer? quantizer = HasBlocks ? null : config?.ActivationQuantizer;
        if (quantizer is null)
        {
            // As Keras: the scale of a dense product is divided by afterwards.
            return HasBlocks || Form is not DenseForm ? Form.Multiply(input, Dequantized(ComputeDType))
                : Form.Multiply(input, Unpacked().Cast(input.DType)) / Read(scale!, ComputeDType);
        }

        (Symbol quantized, Symbol inputScale) = quantizer.Apply(input, Form.InputAxes(input.Rank));
        return Form is DenseForm
            ? Form.MultiplyIntegers(quantized, Unpacked()).Cast(ComputeDType) / (Read(scale!, ComputeDType) * inputScale)
            : Form.Multiply(quantized.Cast(ComputeDType), Dequantized(ComputeDType)) / Form.InputToOutput(inputScale);
    });

    private Symbol Unpacked() => Quantization.UnpackInt4(kernel!, Form.Flat.Columns, axis: -1);

    private Symbol[] Of(Symbol original, Quantizer? quantizer)
    {
        (int rows, int columns) = Form.Flat;
        Symbol flat = original.Reshape([rows, columns]);
        if (HasBlocks)
        {
            (Symbol integers, Symbol scales, Symbol zeros) = Quantization.AbsMaxQuantizeGroupedWithZeroPoint(flat, blockSize);
            return [Quantization.PackInt4(integers, axis: -1), scales, zeros];
        }

        (Symbol quantized, Symbol own) = quantizer?.Apply(flat) ?? Quantization.AbsMaxQuantize(flat, 0, Least, Most);
        if (own.Shape != Shape.Create(1, columns))
            throw new ArgumentException(
                $"{Layer.ClassName} '{Layer.Name}': expected a weight quantizer whose scale has the shape [1, {columns}], "
                + $"got {own.Shape}; set its axis to 0.");
        return [Quantization.PackInt4(quantized, axis: -1), own.Reshape([columns])];
    }
}
