using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the layers that change their input at random in training and return it otherwise.</summary>
[KerasSerializable]
public abstract class RandomLayer : Layer
{
    private readonly SeedGenerator? random;

    private protected RandomLayer(bool isActive, long? seed)
    {
        Seed = seed;
        if (isActive)
            random = AddSeedGenerator(seed);
    }

    /// <summary>The seed; null for one that follows from <see cref="Runtime.Seed"/>.</summary>
    [ConfigArgument(Order = 1)]
    public long? Seed { get; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool? RecordedTraining => false;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) =>
        context.Training && random is not null ? Randomize(x, random.Next()) : x;

    /// <summary>Writes the changed value.</summary>
    private protected abstract Symbol Randomize(Symbol x, RandomSource random);

    private protected static double CheckRate(double rate, string layer) => rate is >= 0 and <= 1
        ? Hyperparameter.Meant(rate)
        : throw new ArgumentOutOfRangeException(
            nameof(rate), rate, string.Create(CultureInfo.InvariantCulture, $"{layer}: expected a rate in [0, 1], got {rate}."));
}
