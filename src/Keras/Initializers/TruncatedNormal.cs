using TensorFlow;

namespace Keras.Initializers;

/// <summary>
/// Random numbers of a normal distribution truncated at two standard deviations: those beyond are drawn again
/// (keras.initializers.TruncatedNormal).
/// </summary>
[KerasSerializable]
public partial class TruncatedNormal : RandomInitializer
{
    /// <summary>A normal distribution.</summary>
    /// <param name="mean">The mean. Default: 0.</param>
    /// <param name="stddev">The standard deviation, before it is cut. Default: 0.05.</param>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the standard deviation is below 0.</exception>
    public TruncatedNormal(double mean = 0, double stddev = 0.05, long? seed = null)
        : base(seed)
    {
        Mean = Hyperparameter.Finite(mean, nameof(mean), nameof(TruncatedNormal));
        StandardDeviation = Hyperparameter.NotNegative(stddev, nameof(stddev), nameof(TruncatedNormal));
    }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation, before it is cut.</summary>
    [ConfigArgument("stddev")]
    public double StandardDeviation { get; }

    /// <inheritdoc/>
    protected override Symbol Draw(Shape shape, DType dtype, RandomSource random) =>
        random.TruncatedNormal(shape, Mean, StandardDeviation, dtype);
}
