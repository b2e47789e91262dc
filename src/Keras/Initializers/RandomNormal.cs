using TensorFlow;

namespace Keras.Initializers;

/// <summary>Random numbers of a normal distribution (keras.initializers.RandomNormal).</summary>
[KerasSerializable]
public partial class RandomNormal : RandomInitializer
{
    /// <summary>A normal distribution.</summary>
    /// <param name="mean">The mean. Default: 0.</param>
    /// <param name="stddev">The standard deviation. Default: 0.05.</param>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the standard deviation is below 0.</exception>
    public RandomNormal(double mean = 0, double stddev = 0.05, long? seed = null)
        : base(seed)
    {
        Mean = Hyperparameter.Finite(mean, nameof(mean), nameof(RandomNormal));
        StandardDeviation = Hyperparameter.NotNegative(stddev, nameof(stddev), nameof(RandomNormal));
    }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    [ConfigArgument("stddev")]
    public double StandardDeviation { get; }

    /// <inheritdoc/>
    protected override Symbol Draw(Shape shape, DType dtype, RandomSource random) =>
        random.Normal(shape, Mean, StandardDeviation, dtype);
}
