using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Changes brightness, contrast, saturation and hue of images in training, one after another: each as <see cref="RandomBrightness"/>, <see
/// cref="RandomContrast"/>, <see cref="RandomSaturation"/> and <see cref="RandomHue"/> do.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(ValueRange), nameof(BrightnessFactor), nameof(ContrastFactor), nameof(SaturationFactor), nameof(HueFactor),
    nameof(Seed))]
public sealed partial class RandomColorJitter : ColorImageLayer
{
    private readonly AugmentationParts parts;

    /// <summary>Creates the layer. Without a factor, what it is for stays as it is.</summary>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="brightnessFactor">The part of the range that is added, in [-1, 1]. Default: null.</param>
    /// <param name="contrastFactor">The strength of the contrast, in [0, 1]. Default: null.</param>
    /// <param name="saturationFactor">The strength of the saturation, in [-1, 1]; 0.5 leaves the image. Default: null.</param>
    /// <param name="hueFactor">The turn of the hue, in [0, 1]. Default: null.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">A factor is out of its bounds, or the range has no extent.</exception>
    /// <remarks>With channels first, Keras takes the last axis for the channels all the same; the layer does not.</remarks>
    public RandomColorJitter(
        ValueRange? valueRange = null,
        RandomFactor? brightnessFactor = null,
        RandomFactor? contrastFactor = null,
        RandomFactor? saturationFactor = null,
        RandomFactor? hueFactor = null,
        long? seed = null,
        string? dataFormat = null)
        : base(valueRange, dataFormat, seed)
    {
        (BrightnessFactor, ContrastFactor, SaturationFactor, HueFactor) = (brightnessFactor, contrastFactor, saturationFactor, hueFactor);
        parts = new();
        if (brightnessFactor is { } brightness)
            parts.Add("random_brightness", Part(nameof(brightnessFactor), () => new RandomBrightness(brightness, ValueRange)));
        if (contrastFactor is { } contrast)
            parts.Add("random_contrast", Part(nameof(contrastFactor), () => new RandomContrast(contrast, ValueRange)));
        if (saturationFactor is { } saturation)
            parts.Add("random_saturation", Part(nameof(saturationFactor), () => new RandomSaturation(saturation, ValueRange)));
        if (hueFactor is { } hue)
            parts.Add("random_hue", Part(nameof(hueFactor), () => new RandomHue(hue, ValueRange)));
    }

    /// <summary>The part of the range that is added; null where the brightness stays.</summary>
    public RandomFactor? BrightnessFactor { get; }

    /// <summary>The strength of the contrast; null where it stays.</summary>
    public RandomFactor? ContrastFactor { get; }

    /// <summary>The strength of the saturation; null where it stays.</summary>
    public RandomFactor? SaturationFactor { get; }

    /// <summary>The turn of the hue; null where it stays.</summary>
    public RandomFactor? HueFactor { get; }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) => parts.Draw(images, source);

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol changed = x.Cast(DType.Float32);
        foreach (string name in parts.Names)
            changed = parts.Transform(name, changed, transformation, isMask: false);
        return changed;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            parts.Dispose();
    }

    private static T Part<T>(string argument, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName == "factor")
        {
            throw new ArgumentOutOfRangeException(argument, e.ActualValue, $"RandomColorJitter: {argument} as that of {Sentence(e)}");
        }

        static string Sentence(ArgumentException e) => e.Message.Split(" (Parameter")[0];
    }
}
