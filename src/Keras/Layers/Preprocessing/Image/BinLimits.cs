using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The least value of each bin of a histogram, so that bins are found by comparison: a division by a constant, which XLA makes a product,
/// would move values that lie on a limit to the bin before.
/// </summary>
internal sealed class BinLimits
{
    private readonly float[] limits;

    /// <param name="bins">The number of bins.</param>
    /// <param name="placeOf">The place of a value, whose whole part is its bin, from 0 for 0 to the last one for 255.</param>
    public BinLimits(int bins, Func<float, float> placeOf)
    {
        limits = new float[bins];
        limits[0] = float.MinValue;
        for (int bin = 1; bin < bins; bin++)
        {
            float limit = bin * 255f / (bins - 1);
            while (placeOf(limit) >= bin)
                limit = MathF.BitDecrement(limit);
            while (placeOf(limit) < bin)
                limit = MathF.BitIncrement(limit);
            limits[bin] = limit;
        }
    }

    /// <summary>The bin of each value, int32; those outside are in the first or the last one.</summary>
    public Symbol Of(Symbol values)
    {
        Symbol zero = values.Number(0), last = values.Number(limits.Length - 1);
        using Tensor least = Tensor.Create<float>(limits);
        Symbol table = values.Graph.Constant(least), axis = values.Graph.Constant(0, DType.Int32);
        Symbol near = RawOps.Maximum(RawOps.Minimum(RawOps.Round(values * ((limits.Length - 1) / 255.0)), last), zero);
        // The nearest limit is that of the bin, or of the one behind.
        Symbol isBefore = RawOps.Less(values, RawOps.GatherV2(table, near.Cast(DType.Int32), axis));
        return near.Cast(DType.Int32) - isBefore.Cast(DType.Int32);
    }
}
