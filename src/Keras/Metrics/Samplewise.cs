using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// Weighted values of any shape as one for each sample (<c>keras.metrics.reduction_metrics.reduce_to_samplewise_values</c>).
/// </summary>
internal static class Samplewise
{
    public static Symbol Mean(Symbol x, ReadOnlySpan<int> axes) => RawOps.Mean(x, x.Graph.Constant(axes));

    public static Symbol Sum(Symbol x, ReadOnlySpan<int> axes) => RawOps.Sum(x, x.Graph.Constant(axes));

    public delegate Symbol Reduction(Symbol x, ReadOnlySpan<int> axes);

    /// <summary>The weighted values, and the weights if there are any. A scalar weight makes one weighted value of all.</summary>
    /// <exception cref="ShapeException">The shape of the weights is incompatible with that of the values.</exception>
    public static (Symbol Values, Symbol? Weights) Reduce(Symbol values, Symbol? sampleWeight, DType dtype, Reduction reduce)
    {
        values = values.Cast(dtype);
        Symbol? weights = null;
        if (sampleWeight is { } given)
        {
            (values, Symbol weight) = Ranks.Match(values, given.Cast(dtype));
            int weightRank = weight.Rank;
            if (values.Rank > weightRank)
                values = reduce(values, [.. Enumerable.Range(weightRank, values.Rank - weightRank)]);
            if (weightRank > values.Rank || !Ranks.BroadcastTogether(values.Shape, weight.Shape))
                throw new ShapeException(
                    $"Sample weights of shape {given.Shape} do not go with values of shape {values.Shape}; give one weight "
                    + "for each sample.");
            weight = Ops.BroadcastTo(weight, values);
            values *= weight;
            weights = weightRank > 1 ? reduce(weight, [.. Enumerable.Range(1, weightRank - 1)]) : weight;
        }

        return (values.Rank > 1 ? reduce(values, [.. Enumerable.Range(1, values.Rank - 1)]) : values, weights);
    }
}
