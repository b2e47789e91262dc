using TensorFlow;

namespace Keras.Metrics;

/// <summary>The state of a mean: a weighted total and the total of the weights (<c>keras.metrics.reduction_metrics.reduce_to_samplewise_values</c>).</summary>
internal static class MeanState
{
    public static void Update(Weight total, Weight count, Symbol values, Symbol? sampleWeight)
    {
        values = values.Cast(total.DType);
        if (sampleWeight is { } given)
        {
            Symbol weight = given.Cast(values.DType);
            (values, weight) = Ranks.Match(values, weight);
            while (weight.Rank > 0 && values.Rank > weight.Rank)
                values = Ops.Mean(values, -1);
            if (weight.Rank == 0)
                weight = Ops.BroadcastTo(weight, values);
            total.AssignAdd(Ops.Sum(values * weight));
            count.AssignAdd(Ops.Sum(Ops.BroadcastTo(weight, values)));
            return;
        }

        while (values.Rank > 1)
            values = Ops.Mean(values, -1);
        total.AssignAdd(Ops.Sum(values));
        count.AssignAdd(Ops.Cast(Ops.Size(values), total.DType));
    }
}
