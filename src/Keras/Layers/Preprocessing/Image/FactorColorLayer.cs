using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the layers that change colors by one random number for each image.</summary>
[KerasSerializable]
[ConfigOrder(nameof(Range), nameof(ValueRange), nameof(Seed))]
public abstract class FactorColorLayer : ColorImageLayer
{
    private protected FactorColorLayer(
        RandomFactor factor, FactorBounds bounds, ValueRange? valueRange, string? dataFormat, long? seed)
        : base(valueRange, dataFormat, seed) =>
        (Factor, Range) = (factor, factor.Clamped(bounds, nameof(factor), ClassName));

    /// <summary>The strength, as it was given.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    /// <summary>The ends of the range that is drawn from.</summary>
    [ConfigArgument("factor", Converter = typeof(FactorRange))]
    private protected FactorRange Range { get; }

    /// <summary>A number of each image from the range, by Keras's name of it.</summary>
    private protected IReadOnlyDictionary<string, Symbol> DrawFactor(Symbol images, RandomSource source, int axes = 1) =>
        new Dictionary<string, Symbol> { ["factor"] = Uniform(source, images, Range, axes) };

    /// <summary>Whether each image is changed: with a probability that is itself drawn from the range.</summary>
    internal static Symbol DrawChoice(Symbol images, RandomSource source, (double Lower, double Upper) range)
    {
        Symbol probability = Uniform(source, images, range);
        return RawOps.Less(Uniform(source, images, (0, 1)), probability);
    }
}
