using TensorFlow;

namespace Keras.Layers;

/// <summary>Adds Gaussian noise of mean 0 in training.</summary>
[KerasSerializable]
public sealed partial class GaussianNoise : RandomLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="stddev">The standard deviation of the noise, in [0, 1] as in Keras.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is not in [0, 1].</exception>
    public GaussianNoise(double stddev, long? seed = null)
        : base(stddev > 0, seed) => Stddev = CheckRate(stddev, "GaussianNoise");

    /// <summary>The standard deviation of the noise.</summary>
    public double Stddev { get; }

    private protected override Symbol Randomize(Symbol x, RandomSource random) =>
        x + (random.Normal(x.Shape, dtype: x.DType, dynamicShape: RandomSource.DynamicShape(x.Shape, x)) * Stddev);
}
