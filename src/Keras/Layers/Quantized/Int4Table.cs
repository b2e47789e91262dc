using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>A 4-bit table, packed two to a byte: with a scale and a zero point for each block of a row, or a scale for each
/// row.</summary>
internal sealed class Int4Table : QuantizedTable
{
    private readonly int blockSize;
    private Weight? table;
    private Weight? scale;
    private Weight? zero;
    private Weight? groups;

    public Int4Table(Embedding layer, QuantizationConfig? config)
        : base(layer, config) => blockSize = Int4Kernel.BlockSizeOf(layer, config);

    private bool HasBlocks => blockSize > 0;

    public override void Create()
    {
        table = Add("embeddings", [Rows, (Columns + 1) / 2], DType.Int8);
        Shape scales = HasBlocks ? [Rows, (Columns + blockSize - 1) / blockSize] : [Rows];
        scale = Add("embeddings_scale", scales, initializer: Initializers.Ones);
        if (!HasBlocks)
            return;
        zero = Add("embeddings_zero", scales, DType.Int8);
        groups = Add("g_idx", [Columns], DType.Float32, GroupsOf(blockSize));
    }

    public override Symbol[] Quantize(Symbol original) => Of(original, Config?.WeightQuantizer);

    public override Symbol[] Requantize(Symbol original) => Of(original, null);

    public override Symbol Dequantized(DType dtype) => Numbers(table!, Read(scale!, dtype), zero?.ToSymbol());

    public override QuantizedReverse Reverse() => new Int4Reverse(Layer, Rows, Columns, Config, InputQuantizer, blockSize,
        () => Read(groups!, DType.Int32));

    protected override Symbol RowsOf(Symbol indices) => Numbers(Ops.Take(table!.ToSymbol(), indices, 0),
        Ops.Take(scale!.ToSymbol(), indices, 0).Cast(ComputeDType), zero is null ? null : Ops.Take(zero.ToSymbol(), indices, 0));

    protected override (Func<Symbol> Integers, Func<Symbol> Scale)? ProjectIntegers() => HasBlocks ? null
        : (() => Ops.Transpose(Quantization.UnpackInt4(table!, Columns, axis: -1)), () => scale!.ToSymbol());

    private Symbol Numbers(Symbol packed, Symbol scales, Symbol? zeros)
    {
        Symbol rows = Quantization.UnpackInt4(packed, Columns, axis: -1).Cast(ComputeDType);
        return zeros is { } points
            ? Quantization.DequantizeWithSZMap(rows, scales, points, Read(groups!, DType.Int32))
            : Ops.Divide(rows, Ops.ExpandDims(scales, -1));
    }

    private Symbol[] Of(Symbol original, Quantizer? quantizer)
    {
        if (HasBlocks)
        {
            (Symbol integers, Symbol scales, Symbol zeros) = Quantization.AbsMaxQuantizeGroupedWithZeroPoint(
                Ops.Transpose(original), blockSize);
            return [Quantization.PackInt4(Ops.Transpose(integers), axis: -1), Ops.Transpose(scales), Ops.Transpose(zeros)];
        }

        (Symbol quantized, Symbol own) = quantizer?.Apply(original) ?? Quantization.AbsMaxQuantize(original, -1, -8, 7);
        return [Quantization.PackInt4(quantized, axis: -1), Scales(own, [Rows, 1])];
    }
}
