using TensorFlow;

namespace Keras.Metrics;

/// <summary>Means and variances along axes that stay, as those of length 1.</summary>
internal static class Moments
{
    public static Symbol Mean(Symbol x, ReadOnlySpan<int> axes, bool keepDims = true) => RawOps.Mean(x, x.Graph.Constant(axes), keepDims);

    /// <summary>The mean of the squared distances from the mean, which is taken in at least float32.</summary>
    public static Symbol Variance(Symbol x, ReadOnlySpan<int> axes)
    {
        Symbol wide = x.DType is DType.Float16 or DType.BFloat16 ? x.Cast(DType.Float32) : x;
        return Mean(Ops.Square(wide - Mean(wide, axes)), axes).Cast(x.DType);
    }
}
