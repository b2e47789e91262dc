using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>An 8-bit table with a scale for each row.</summary>
internal sealed class Int8Table(Embedding layer, QuantizationConfig? config) : QuantizedTable(layer, config)
{
    private Weight? table;
    private Weight? scale;

    public override void Create()
    {
        table = Add("embeddings", [Rows, Columns], DType.Int8);
        scale = Add("embeddings_scale", [Rows], initializer: Initializers.Ones);
    }

    public override Symbol[] Quantize(Symbol original) => Of(original, Config?.WeightQuantizer);

    public override Symbol[] Requantize(Symbol original) => Of(original, null);

    public override Symbol Dequantized(DType dtype) => Divided(Read(table!, dtype), Read(scale!, dtype));

    public override QuantizedReverse Reverse() => new Int8Reverse(Layer, Rows, Columns, Config, InputQuantizer);

    protected override Symbol RowsOf(Symbol indices) =>
        Divided(Ops.Take(table!.ToSymbol(), indices, 0).Cast(ComputeDType), Ops.Take(scale!.ToSymbol(), indices, 0).Cast(ComputeDType));

    protected override (Func<Symbol> Integers, Func<Symbol> Scale)? ProjectIntegers() =>
        (() => Ops.Transpose(table!.ToSymbol()), () => scale!.ToSymbol());

    private static Symbol Divided(Symbol rows, Symbol scales) => Ops.Divide(rows, Ops.ExpandDims(scales, -1));

    private Symbol[] Of(Symbol original, Quantizer? quantizer)
    {
        (Symbol quantized, Symbol own) = quantizer?.Apply(original) ?? Quantization.AbsMaxQuantize(original, -1);
        return [quantized, Scales(own, [Rows, 1])];
    }
}
