using TensorFlow;

namespace Keras.Layers;

/// <summary>Makes images darker or brighter in training: adds a random part of the range of values.</summary>
[KerasSerializable]
public sealed partial class RandomBrightness : FactorColorLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The part of the range that is added, in [-1, 1]: 0.2 for up to 20 % in both directions.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">The factor is out of its bounds, or the range has no extent.</exception>
    /// <remarks>Integers are computed with as floating-point numbers; Keras adds an integer that wraps around below 0.</remarks>
    public RandomBrightness(
        RandomFactor factor, ValueRange? valueRange = null, long? seed = null, string? dataFormat = null)
        : base(factor, FactorBounds.Signed, valueRange, dataFormat, seed)
    {
    }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) =>
        new Dictionary<string, Symbol> { ["rgb_delta"] = Uniform(source, images, Range, 4) * (ValueRange.High - ValueRange.Low) };

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation) =>
        Clip(x + Each(transformation, "rgb_delta", x));
}
