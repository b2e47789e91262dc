using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// In training, sets elements to 0 at random with the given rate and scales the others so that the expected sum is unchanged (Srivastava et
/// al., 2014). Otherwise the input.
/// </summary>
[KerasSerializable]
public sealed partial class Dropout : Layer
{
    private readonly SeedGenerator? random;

    /// <summary>Creates a dropout layer.</summary>
    /// <param name="rate">The dropout rate, in [0, 1].</param>
    /// <param name="noiseShape">The noise shape: 1 for an axis that is dropped together, -1 for the input's length. Default: null, the
    /// input's shape.</param>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">The rate is not in [0, 1], or the noise shape has an axis of length 0.</exception>
    public Dropout(double rate, Shape? noiseShape = null, long? seed = null)
    {
        if (rate is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(rate), rate, string.Create(CultureInfo.InvariantCulture, $"Dropout: expected a rate in [0, 1], got {rate}."));
        if (noiseShape is not null && (noiseShape.Rank < 0 || noiseShape.Contains(0)))
            throw new ArgumentException(
                $"Dropout: expected a noise shape of axes of at least 1, or -1 for the input's, got {noiseShape}.", nameof(noiseShape));
        Rate = Hyperparameter.Meant(rate);
        NoiseShape = noiseShape;
        Seed = seed;
        if (rate > 0)
            random = AddSeedGenerator(seed);
    }

    /// <summary>The dropout rate.</summary>
    public double Rate { get; }

    /// <summary>The seed; null where derived from <see cref="Runtime.Seed"/>.</summary>
    public long? Seed { get; }

    /// <summary>The noise shape; null for the input's shape.</summary>
    public Shape? NoiseShape { get; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool? RecordedTraining => false;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (!context.Training || random is null)
            return x;
        // Without random numbers, which are not counted then.
        return Rate == 1 ? Ops.ZerosLike(x) : random.Next().Dropout(x, Rate, Noise(x.Shape));
    }

    private Shape? Noise(Shape input) => NoiseShape is null || NoiseShape.Rank == input.Rank ? NoiseShape : throw new ShapeException(
        $"Dropout '{Name}': expected an input of {NoiseShape.Rank} axes, as many as the noise shape {NoiseShape} has, got {input}.");
}
