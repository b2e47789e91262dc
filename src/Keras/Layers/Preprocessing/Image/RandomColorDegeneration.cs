using TensorFlow;

namespace Keras.Layers;

/// <summary>Mixes images with their grays in training.</summary>
[KerasSerializable]
public sealed partial class RandomColorDegeneration : FactorColorLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The part of the grays, in [-1, 1]: 0 leaves the image, 1 makes grays.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">The factor is out of its bounds, or the range has no extent.</exception>
    public RandomColorDegeneration(
        RandomFactor factor, ValueRange? valueRange = null, string? dataFormat = null, long? seed = null)
        : base(factor, FactorBounds.Signed, valueRange, dataFormat, seed)
    {
    }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) =>
        DrawFactor(images, source, 4);

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation) =>
        Clip(x + (Each(transformation, "factor", x) * (Ops.Image.RgbToGrayscale(x) - x)));
}
