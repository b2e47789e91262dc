using System.Globalization;
using TensorFlow;

namespace Keras.Initializers;

/// <summary>A uniform distribution between two bounds (keras.initializers.RandomUniform).</summary>
[KerasSerializable]
public partial class RandomUniform : RandomInitializer
{
    /// <summary>An even distribution.</summary>
    /// <param name="minval">The lower end, included. Default: -0.05.</param>
    /// <param name="maxval">The upper end, excluded. Default: 0.05.</param>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, or the upper one is below the lower one.</exception>
    public RandomUniform(double minval = -0.05, double maxval = 0.05, long? seed = null)
        : base(seed)
    {
        Minimum = Hyperparameter.Finite(minval, nameof(minval), nameof(RandomUniform));
        Maximum = Hyperparameter.Finite(maxval, nameof(maxval), nameof(RandomUniform));
        if (Maximum < Minimum)
            throw new ArgumentOutOfRangeException(nameof(maxval), maxval,
                string.Create(
                    CultureInfo.InvariantCulture, $"RandomUniform: expected a maxval of at least minval ({minval}), got {maxval}."));
    }

    /// <summary>The lower end, included.</summary>
    [ConfigArgument("minval")]
    public double Minimum { get; }

    /// <summary>The upper end, excluded.</summary>
    [ConfigArgument("maxval")]
    public double Maximum { get; }

    /// <inheritdoc/>
    protected override Symbol Draw(Shape shape, DType dtype, RandomSource random) => random.Uniform(shape, Minimum, Maximum, dtype);
}
