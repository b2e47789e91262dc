using TensorFlow;

namespace Keras.Layers;

/// <summary>The output modes of layers that encode indices: the indices, or vectors with an element for each class.</summary>
internal static class OutputModes
{
    public const string Int = "int";
    public const string Float = "float";
    public const string OneHot = "one_hot";
    public const string MultiHot = "multi_hot";
    public const string Count = "count";
    public const string TfIdf = "tf_idf";

    /// <summary>The output mode, if it is one of those that are allowed.</summary>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    public static string Check(string value, string layer, params ReadOnlySpan<string> allowed)
    {
        string mode = value switch
        {
            "binary" when allowed.Contains(MultiHot) => MultiHot,
            "tf-idf" when allowed.Contains(TfIdf) => TfIdf,
            _ => value,
        };
        return allowed.Contains(mode) ? mode : throw new ArgumentException(
            $"{layer}: expected the output mode {string.Join(", ", allowed[..^1].ToArray())} or {allowed[^1]}, got '{value}'.",
            nameof(value));
    }

    /// <summary>Refuses sparse outputs.</summary>
    /// <exception cref="NotSupportedException">The output is to be sparse.</exception>
    public static bool RefuseSparse(bool sparse, string layer) => !sparse ? false : throw new NotSupportedException(
        $"{layer}: there are no sparse tensors here; leave out sparse: true, and the output is the same as a dense tensor.");

    /// <summary>Encodes class indices.</summary>
    /// <param name="indices">The class indices.</param>
    /// <param name="mode">The output mode.</param>
    /// <param name="depth">The number of classes.</param>
    /// <param name="dtype">The type of the result.</param>
    /// <param name="countWeights">Weights to count with, of the shape of the class indices; null for 1.</param>
    public static Symbol Encode(Symbol indices, string mode, int depth, DType dtype, Symbol? countWeights = null)
    {
        if (mode == Int)
            return indices.Cast(dtype);
        if (indices.Rank == 0)
            (indices, countWeights) = (Ops.ExpandDims(indices, -1), countWeights is { } one ? one.Reshape([1]) : null);
        if (mode == OneHot)
            return Ops.OneHot(indices.Rank > 1 && indices.Shape[^1] == 1 ? Ops.Squeeze(indices, -1) : indices, depth, dtype: dtype);
        if (indices.Rank <= 2)
            return Counted(indices, mode == MultiHot, depth, dtype, countWeights);
        if (mode == MultiHot)
            return Ops.MultiHot(indices, depth, dtype: dtype);
        Symbol each = Ops.OneHot(indices, depth, dtype: countWeights?.DType ?? dtype);
        return Ops.Sum(countWeights is { } weights ? each * Ops.ExpandDims(weights, -1) : each, 1);
    }

    /// <summary>The shape of the encoded class indices, as Keras tells it.</summary>
    public static Shape ShapeOf(Shape indices, string mode, int depth) => mode switch
    {
        Int => indices,
        OneHot when indices.Rank > 1 && indices[^1] == 1 => Shape.Create([.. indices[..^1], depth]),
        OneHot => Shape.Create([.. indices, depth]),
        _ when indices.Rank >= 2 => Shape.Create([indices[0], .. indices[2..], depth]),
        _ => [depth],
    };

    private static Symbol Counted(Symbol indices, bool isBinary, int depth, DType dtype, Symbol? countWeights)
    {
        DType counted = dtype is DType.Int32 or DType.Int64 or DType.Float32 or DType.Float64 ? dtype
            : dtype.IsInteger ? DType.Int64 : DType.Float32;
        Symbol weights = countWeights is { } given
            ? given.Cast(counted)
            : RawOps.Fill(indices.Graph.Constant([0]), indices.Graph.Constant(0, counted));
        Symbol whole = indices.DType is DType.Int32 or DType.Int64 ? indices
            : indices.Cast(indices.DType is DType.UInt32 or DType.UInt64 ? DType.Int64 : DType.Int32);
        Symbol counts = RawOps.DenseBincount(whole, whole.Graph.Constant(depth, whole.DType), weights, isBinary);
        return counts.WithShape(indices.Rank == 1 ? [depth] : [indices.Shape[0], depth]).Cast(dtype);
    }
}
