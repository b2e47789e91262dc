using TensorFlow;

namespace Keras.Metrics;

/// <summary>The state of a mean: a weighted total and the total of the weights.</summary>
internal static class MeanState
{
    public static void Update(Weight total, Weight count, Symbol values, Symbol? sampleWeight)
    {
        (Symbol perSample, Symbol? weight) = Samplewise.Reduce(values, sampleWeight, total.DType, Samplewise.Mean);
        total.AssignAdd(Ops.Sum(perSample));
        Symbol samples = weight is { } w ? Ops.Sum(w)
            : perSample.Rank > 0 ? Ops.Cast(Ops.Shape(perSample, 0), count.DType)
            : perSample.Number(1);
        count.AssignAdd(samples);
    }
}
