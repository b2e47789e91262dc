using TensorFlow;

namespace Keras.Losses;

/// <summary>Steps that are only padding do not count: a mask becomes a weight (<c>keras.losses.loss.apply_mask</c>).</summary>
internal static class Masks
{
    /// <summary>The weights of samples, those outside of the mask 0.</summary>
    /// <param name="sampleWeight">The weights; null for 1.</param>
    /// <param name="mask">The mask; null for all.</param>
    /// <param name="dtype">The type of the result.</param>
    /// <param name="reduction">Under the mean reductions, unmasked values are scaled up by the share of the masked
    /// ones, so that the mean is that of the unmasked ones.</param>
    public static Symbol? Apply(Symbol? sampleWeight, Symbol? mask, DType dtype, Reduction reduction)
    {
        if (mask is not { } given)
            return sampleWeight;
        Symbol weight = given.Cast(dtype);
        if (reduction is Reduction.Mean or Reduction.SumOverBatchSize)
        {
            Symbol total = Ops.Cast(Ops.Size(given), dtype);
            weight = Ops.Where(given.Cast(DType.Bool), Ops.DivideNoNan(total, Ops.Sum(weight)), weight.Number(0));
        }

        if (sampleWeight is not { } samples)
            return weight;
        (weight, samples) = Ranks.Match(weight, samples.Cast(dtype));
        Reductions.RequireWeights(samples.Shape, sampleWeight?.Shape, weight.Shape);
        return samples * weight;
    }
}
