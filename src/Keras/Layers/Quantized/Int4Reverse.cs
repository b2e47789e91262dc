using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The 4-bit matrix of a reverse projection: with a scale and a zero point for each block of a vector, or one scale for each row
/// of the table.</summary>
internal sealed class Int4Reverse(Layer layer, int rows, int columns, QuantizationConfig? config, Quantizer? inputQuantizer,
    int blockSize, Func<Symbol> groups)
    : QuantizedReverse(layer, rows, columns, inputQuantizer)
{
    private Weight? matrix;
    private Weight? scale;
    private Weight? zero;

    public override void Create()
    {
        matrix = Add("reverse_embeddings", [(Columns + 1) / 2, Rows], DType.Int8);
        Shape scales = blockSize > 0 ? [(Columns + blockSize - 1) / blockSize, Rows] : [Rows];
        scale = Add("reverse_embeddings_scale", scales, initializer: Initializers.Ones);
        // As Keras, whose zero points have the type of scales here.
        zero = blockSize > 0 ? Add("reverse_embeddings_zero", scales) : null;
    }

    public override Symbol[] Quantize(Symbol original)
    {
        if (blockSize > 0)
        {
            (Symbol integers, Symbol scales, Symbol zeros) = Quantization.AbsMaxQuantizeGroupedWithZeroPoint(original, blockSize);
            return [Quantization.PackInt4(integers), scales, zeros];
        }

        (Symbol quantized, Symbol own) = config?.WeightQuantizer?.Apply(original) ?? Quantization.AbsMaxQuantize(original, 0, -8, 7);
        CheckScale(own);
        return [Quantization.PackInt4(quantized), own.Reshape([Rows])];
    }

    public override Symbol Dequantized(DType dtype)
    {
        Symbol integers = Quantization.UnpackInt4(matrix!, Columns).Cast(dtype);
        return zero is null ? Ops.Divide(integers, Read(scale!, dtype))
            : Quantization.DequantizeWithSZMap(integers, Read(scale!, dtype), Read(zero, dtype), groups(), groupAxis: 0);
    }

    protected override (Func<Symbol> Integers, Func<Symbol> Scale)? Integers() => zero is not null ? null
        : (() => Quantization.UnpackInt4(matrix!, Columns), () => scale!.ToSymbol());
}
