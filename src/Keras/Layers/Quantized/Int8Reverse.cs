using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The 8-bit matrix of a reverse projection, with a scale for each row of the table.</summary>
internal sealed class Int8Reverse(Layer layer, int rows, int columns, QuantizationConfig? config, Quantizer? inputQuantizer)
    : QuantizedReverse(layer, rows, columns, inputQuantizer)
{
    private Weight? matrix;
    private Weight? scale;

    public override void Create()
    {
        matrix = Add("reverse_embeddings", [Columns, Rows], DType.Int8);
        scale = Add("reverse_embeddings_scale", [Rows], initializer: Initializers.Ones);
    }

    public override Symbol[] Quantize(Symbol original)
    {
        (Symbol quantized, Symbol own) = config?.WeightQuantizer?.Apply(original) ?? Quantization.AbsMaxQuantize(original, 0);
        CheckScale(own);
        return [quantized, own.Reshape([Rows])];
    }

    public override Symbol Dequantized(DType dtype) => Ops.Divide(Read(matrix!, dtype), Read(scale!, dtype));

    protected override (Func<Symbol> Integers, Func<Symbol> Scale)? Integers() => (() => matrix!.ToSymbol(), () => scale!.ToSymbol());
}
