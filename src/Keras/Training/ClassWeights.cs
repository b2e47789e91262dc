using TensorFlow;

namespace Keras.Training;

/// <summary>
/// Converts class weights to sample weights (<c>keras.trainers.data_adapters.data_adapter_utils.class_weight_to_sample_weights</c>).
/// Fractional labels are rounded, halves to even; classes that are not listed have weight 1.
/// </summary>
internal static class ClassWeights
{
    /// <summary>Computes the sample weights of a batch.</summary>
    /// <param name="yTrue">Class indices, with or without a last axis of length 1, or one-hot vectors.</param>
    /// <param name="weights">The weights by class index.</param>
    public static Symbol Of(Symbol yTrue, IReadOnlyDictionary<int, float> weights)
    {
        Symbol labels = yTrue.Rank > 1 ? yTrue.Shape[^1] == 1 ? Ops.Squeeze(yTrue, -1) : Ops.ArgMax(yTrue, -1) : yTrue;
        // Comparing with each class costs no more than a loss over as many classes. A table would need an entry for each index up to the
        // largest.
        using Tensor classes = Tensor.Create<int>([.. weights.Keys]);
        using Tensor listed = Tensor.Create<float>([.. weights.Values]);
        Symbol exact = Exact(labels);
        Symbol found = Ops.Equal(Ops.ExpandDims(exact, -1), exact.Graph.Constant(classes).Cast(exact.DType));
        Symbol values = exact.Graph.Constant(listed);
        Symbol weight = Ops.Sum(Ops.Where(found, values, Ops.ZerosLike(values)), -1);
        Symbol isListed = RawOps.Any(found, exact.Graph.Constant(-1));
        return Ops.Where(isListed, weight, Ops.OnesLike(weight));
    }

    // Neither type wraps or rounds a class index.
    private static Symbol Exact(Symbol labels) => labels.DType switch
    {
        DType.Int64 => labels,
        DType type when type.IsFloatingPoint => RawOps.Rint(labels.Cast(DType.Float64)),
        _ => labels.Cast(DType.Float64),
    };
}
