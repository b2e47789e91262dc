using TensorFlow;

namespace Keras.Symbolic;

/// <summary>
/// The operations that a model can hold: those that the generator writes, and those whose arguments need more than their types.
/// </summary>
internal static partial class OperationDefinitions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<OperationDefinition> All
    {
        get;
    } = [.. HandWritten(), .. Generated().ExceptBy(HandWritten().Select(d => d.ClassName), d => d.ClassName)];

    private static IEnumerable<OperationDefinition> HandWritten() =>
    [
        new("numpy", "Abs", ["x"], c => [Ops.Abs(c.Tensor("x"))]),
        new("numpy", "Array", ["x"], c => [Cast(c)]),
        new("numpy", "Conj", ["x"], c => [Ops.Conj(c.Tensor("x"))]),
        new("core", "ConvertToTensor", ["x"], c => [Cast(c)]),
        new("numpy", "Digitize", ["x", "bins"], c =>
            [c.IsTensor("bins") ? Digitize(c.Tensor("x"), c.Tensor("bins")) : Ops.Digitize(c.Tensor("x"), c.Numbers("bins"))]),
        new("image", "ExtractPatches", ["images"], c => [ExtractPatches(c)], HasName: false),
        new("numpy", "FullLike", ["x", "fill_value"], c => [c.IsTensor("fill_value")
            ? Ops.BroadcastTo(Ops.Cast(c.Tensor("fill_value"), c.OptionalDType("dtype") ?? c.Tensor("x").DType), c.Tensor("x"))
            : Ops.FullLike(c.Tensor("x"), c.Double("fill_value"), c.OptionalDType("dtype"))]),
        new("numpy", "Full", ["fill_value"], c => [Full(c)]),
        new("numpy", "GetItem", ["x", "key"], c => [c.Tensor("x")[Indexers(c.Argument("key"))]]),
        new("nn", "LayerNorm", ["x", "gamma", "beta"], c => [LayerNormalization(c)]),
        new("numpy", "Ndim", ["x"], c => [c.Tensor("x") is var x ? x.Graph.Constant(x.Rank, DType.Int32) : default]),
        new("einops", "Rearrange", ["tensor", "pattern"],
            c => [Ops.Rearrange(c.Tensor("tensor"), c.String("pattern"), c.NamedIntegers("pattern"))]),
        new("nn", "Relu", ["x"], c => [Ops.Relu(c.Tensor("x"))]),
        new("numpy", "Select", ["condlist", "choicelist", "default"], c =>
            [Ops.Select(c.TensorList("condlist"), c.TensorList("choicelist"), c.Scalar("default"))]),
        new("math", "ISTFT", ["x"], c => [c.IsList("window")
            ? Ops.Istft(c.TensorPair("x"), Window(c), c.Int32("sequence_stride"), c.Int32("fft_length"),
                c.OptionalInt32("length", null), c.Boolean("center", true))
            : Ops.Istft(c.TensorPair("x"), c.Int32("sequence_length"), c.Int32("sequence_stride"), c.Int32("fft_length"),
                c.OptionalInt32("length", null), c.OptionalString("window", "hann"), c.Boolean("center", true))]),
        new("math", "STFT", ["x"], c => OperationOutputs.Of(c.IsList("window")
            ? Ops.Stft(c.Tensor("x"), Window(c), c.Int32("sequence_stride"), c.Int32("fft_length"), c.Boolean("center", true))
            : Ops.Stft(c.Tensor("x"), c.Int32("sequence_length"), c.Int32("sequence_stride"), c.Int32("fft_length"),
                c.OptionalString("window", "hann"), c.Boolean("center", true)))),
        new("linalg", "SVD", ["x"], c => c.Boolean("compute_uv", true)
            ? OperationOutputs.Of(Ops.Svd(c.Tensor("x"), c.Boolean("full_matrices", true)))
            : [Ops.SingularValues(c.Tensor("x"))]),
        new("numpy", "Tensordot", ["x1", "x2"], c => [c.IsList("axes")
            ? Ops.Tensordot(c.Tensor("x1", "x2"), c.Tensor("x2", "x1"), c.AxesAt("axes", 0), c.AxesAt("axes", 1))
            : Ops.Tensordot(c.Tensor("x1", "x2"), c.Tensor("x2", "x1"), c.Int32("axes", 2))]),
        new("numpy", "Unique", ["x"], Unique),
        new("numpy", "Where", ["condition", "x1", "x2"], c => c.IsLeft("x1") && c.IsLeft("x2")
            ? Ops.Where(c.Tensor("condition"))
            : [Ops.Where(c.Tensor("condition"), c.Tensor("x1", "x2"), c.Tensor("x2", "x1"))]),
    ];

    // Of limits that are computed, which Ops.Digitize has as numbers, in float32 as there.
    private static Symbol Digitize(Symbol x, Symbol bins) =>
        Ops.SearchSorted(Ops.Cast(bins, DType.Float32), Ops.Cast(x, DType.Float32), "right");

    private static Symbol Full(OperationCall call)
    {
        Symbol value = call.Tensor("fill_value");
        return Ops.BroadcastTo(Ops.Cast(value, call.OptionalDType("dtype") ?? DType.Float32), call.Shape("shape"));
    }

    // The values, and of the others those that are asked for.
    private static Symbol[] Unique(OperationCall call)
    {
        (Symbol values, Symbol indices, Symbol inverse, Symbol counts) = Ops.Unique(call.Tensor("x"), call.Boolean("sorted", true),
            call.OptionalInt32("axis"), call.OptionalInt32("size"), call.Double("fill_value", 0));
        List<Symbol> results = [values];
        if (call.Boolean("return_index", false))
            results.Add(indices);
        if (call.Boolean("return_inverse", false))
            results.Add(inverse);
        if (call.Boolean("return_counts", false))
            results.Add(counts);
        return [.. results];
    }

    private static Symbol Cast(OperationCall call) =>
        call.Tensor("x") is var x && call.OptionalDType("dtype") is { } dtype ? Ops.Cast(x, dtype) : x;

    private static float[] Window(OperationCall call) =>
        call.Numbers("window") is var numbers && numbers.Length == call.Int32("sequence_length") ? numbers
            : throw new ConfigException(
                $"STFT: expected a window of sequence_length ({call.Int32("sequence_length")}) values, got {numbers.Length}.");

    private static Symbol ExtractPatches(OperationCall call)
    {
        int[] size = call.Integers("size");
        string padding = call.String("padding", "valid");
        string? dataFormat = call.OptionalString("data_format");
        return size.Length == 3
            ? Ops.Image.ExtractPatches3D(call.Tensor("images"), size,
                call.Sizes("strides"), call.Sizes("dilation_rate"), padding, dataFormat)
            : Ops.Image.ExtractPatches(call.Tensor("images"), size,
                call.Sizes("strides"), call.Sizes("dilation_rate"), padding, dataFormat);
    }

    private static Symbol LayerNormalization(OperationCall call)
    {
        Symbol x = call.Tensor("x");
        Axes axis = call.Axes("axis", -1);
        return call.Boolean("rms_scaling", false)
            ? ScaledByVariance(x, call.OptionalTensor("gamma"), axis, call.OptionalDouble("epsilon"))
            : Ops.LayerNormalization(x, call.OptionalTensor("gamma"), call.OptionalTensor("beta"), axis, call.OptionalDouble("epsilon"));
    }

    // What Keras's deprecated 'rms_scaling' does: the mean is not subtracted, but the variance is about it.
    private static Symbol ScaledByVariance(Symbol x, Symbol? gamma, Axes axis, double? epsilon)
    {
        Symbol computed = x.DType == DType.Float64 ? x : Ops.Cast(x, DType.Float32);
        Symbol scaled = computed * Ops.Rsqrt(Ops.Var(computed, axis, keepDims: true) + (epsilon ?? 1e-7));
        return Ops.Cast(gamma is { } scale ? scaled * Ops.Cast(scale, computed.DType) : scaled, x.DType);
    }

    private static Indexer[] Indexers(CallArgument<Symbol> key) => key switch
    {
        CallArgument<Symbol>.Sequence { Items: var items } => [.. items.Select(Indexer)],
        _ => [Indexer(key)],
    };

    private static Indexer Indexer(CallArgument<Symbol> argument)
    {
        if (argument is CallArgument<Symbol>.Leaf { Value: var positions })
            return positions;
        return argument is CallArgument<Symbol>.Constant { Json: var json } && IndexerJson.Read(json) is { } index
            ? index
            : throw new ConfigException("GetItem: expected indices, slices, new axes or an ellipsis, got "
                + $"{SerializedObject.Abbreviate((argument as CallArgument<Symbol>.Constant)?.Json)}.");
    }
}
