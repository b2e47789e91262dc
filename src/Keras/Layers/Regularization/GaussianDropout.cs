using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Multiplies by Gaussian noise of mean 1 and standard deviation √(rate / (1 - rate)) in training (Srivastava et al., 2014).
/// </summary>
[KerasSerializable]
public sealed partial class GaussianDropout : RandomLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="rate">The dropout rate, from which the standard deviation follows, in [0, 1].</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1].</exception>
    public GaussianDropout(double rate, long? seed = null)
        : base(rate > 0, seed) => Rate = CheckRate(rate, "GaussianDropout");

    /// <summary>The dropout rate, from which the standard deviation of the noise follows.</summary>
    public double Rate { get; }

    private protected override Symbol Randomize(Symbol x, RandomSource random)
    {
        double stddev = Math.Sqrt(Rate / (1 - Rate));
        return x * ((random.Normal(x.Shape, dtype: x.DType, dynamicShape: RandomSource.DynamicShape(x.Shape, x)) * stddev) + 1);
    }
}
