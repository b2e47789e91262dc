using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The quantized table of an <see cref="Embedding"/>: each row has a scale, or one for each block of it.</summary>
/// <param name="layer">The layer.</param>
/// <param name="config">The quantization config; null where only the layer's policy tells the mode.</param>
internal abstract class QuantizedTable(Embedding layer, QuantizationConfig? config) : QuantizedWeights(layer)
{
    /// <summary>The supported modes.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["int8", "int4"];

    protected int Rows => layer.InputDim;

    protected int Columns => layer.OutputDim;

    protected QuantizationConfig? Config => config;

    // Only the projection back has inputs that could be quantized.
    protected Quantizer? InputQuantizer => config is null ? new AbsMaxQuantizer() : config.ActivationQuantizer;

    /// <summary>The table of a mode, without its weights yet.</summary>
    public static QuantizedTable Of(Embedding layer, string mode, QuantizationConfig? config) => mode switch
    {
        "int8" => new Int8Table(layer, config),
        "int4" => new Int4Table(layer, config),
        _ => throw new NotSupportedException($"{layer.ClassName} '{layer.Name}': it has no weights that can be quantized to {mode}; "
            + "choose another mode or exclude the layer with a filter."),
    };

    public override IReadOnlyList<Weight> Saved(IReadOnlyList<Weight> own) => [.. Made, .. own.Except(Made)];

    /// <summary>The rows of indices.</summary>
    public Symbol Lookup(Symbol indices)
    {
        Symbol rows = RowsOf(indices.Reshape([-1]));
        Symbol lengths = RawOps.ConcatV2(
            [RawOps.Shape(indices), indices.Graph.Constant([Columns])], indices.Graph.Constant(0, DType.Int32));
        return RawOps.Reshape(rows, lengths).WithShape([.. indices.Shape, Columns]);
    }

    /// <summary>The weights of an untied matrix of the reverse projection, quantized as the table is.</summary>
    public abstract QuantizedReverse Reverse();

    /// <summary>The product of vectors and the transposed table.</summary>
    public Symbol Project(Symbol x) => QuantizedReverse.Project(x, InputQuantizer, Columns, ComputeDType,
        () => Ops.Transpose(Dequantized(VariableDType)), ProjectIntegers());

    /// <summary>Writes the rows of a list of indices, in full precision.</summary>
    protected abstract Symbol RowsOf(Symbol indices);

    /// <summary>The integers of the transposed table and their scales, if a product of integers can be rescaled by them; otherwise
    /// null.</summary>
    protected abstract (Func<Symbol> Integers, Func<Symbol> Scale)? ProjectIntegers();

    /// <summary>Checks the scale of a quantizer: one for each row.</summary>
    protected Symbol Scales(Symbol scale, Shape expected) => scale.Shape == expected ? scale.Reshape([Rows])
        : throw new ArgumentException(
            $"{Layer.ClassName} '{Layer.Name}': expected a weight quantizer whose scale has the shape {expected}, got {scale.Shape}; set "
            + "its axis to -1.");
}
