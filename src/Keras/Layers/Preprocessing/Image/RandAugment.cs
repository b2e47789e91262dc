using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Applies randomly chosen changes to images in training, one after another (Cubuk et al., 2020): shear, translation, rotation, brightness,
/// paler colors, contrast, sharpness, posterization, solarization, auto contrast or equalization. The choice is the same for a batch, the
/// strength of each image its own.
/// </summary>
/// <remarks>Bounding boxes follow their images through the changes in the order of these; Keras moves them in the order of the list above.
/// Only what was chosen is computed.</remarks>
[KerasSerializable]
[ConfigOrder(nameof(ValueRange), nameof(NumOps), nameof(range), nameof(Interpolation), nameof(Seed))]
public sealed partial class RandAugment : ImagePreprocessingLayer
{
    private const int Most = 1000;
    private static readonly string[] All =
    [
        "random_shear", "random_translation", "random_rotation", "random_brightness", "random_color_degeneration", "random_contrast",
        "random_sharpness", "random_posterization", "solarization", "auto_contrast", "equalization",
    ];

    [ConfigArgument("factor", Converter = typeof(FactorRange))]
    private readonly FactorRange range;
    private readonly AugmentationParts parts;

    /// <summary>Creates the layer.</summary>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="numOps">The number of changes. Default: 2.</param>
    /// <param name="factor">The strength, in [0, 1], or the range that it is drawn from; one number is the upper end. Default: 0.5.</param>
    /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">The factor or the number is out of its bounds, the range has no extent, or the interpolation is
    /// unknown.</exception>
    public RandAugment(
        ValueRange? valueRange = null,
        int numOps = 2,
        RandomFactor? factor = null,
        string interpolation = "bilinear",
        long? seed = null,
        string? dataFormat = null)
        : base(dataFormat, seed)
    {
        NumOps = numOps is >= 0 and <= Most ? numOps : throw new ArgumentOutOfRangeException(
            nameof(numOps), numOps, string.Create(
                CultureInfo.InvariantCulture, $"RandAugment: expected numOps from 0 to {Most}, got {numOps}."));
        Factor = factor ?? 0.5;
        range = Factor.Clamped(FactorBounds.Unit, nameof(factor), "RandAugment");
        Interpolation = ProjectiveSampling.CheckInterpolation(interpolation, "RandAugment");
        ValueRange = ValueRange.Check(valueRange, "RandAugment");
        parts = AugmentationParts.OfStrength(range, ValueRange, Interpolation, All);
    }

    /// <summary>The range of the values.</summary>
    public ValueRange ValueRange { get; }

    /// <summary>The number of changes.</summary>
    public int NumOps { get; }

    /// <summary>The strength.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    /// <summary>"bilinear" or "nearest".</summary>
    public string Interpolation { get; }

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <inheritdoc/>
    private protected override ValueRange? Values => ValueRange;

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Dictionary<string, Symbol> numbers = parts.Draw(images, source);
        numbers["layer_idxes"] = AugmentationParts.Choices(images, source, NumOps, parts.Count);
        return numbers;
    }

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask)
    {
        // A loop: each change is compiled once, not once for each place.
        return NumOps == 0 ? x : Ops.Scan(
            (carry, slices) => ([parts.TransformOne(slices[0], carry[0], transformation, isMask)], []),
            [x],
            [transformation["layer_idxes"].Cast(DType.Int32).Reshape([NumOps])]).Carry[0];
    }

    private protected override (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation)
    {
        (Symbol height, Symbol width) = (transformation.Height, transformation.Width);
        Symbol corners = BoundingBoxes.ToCorners(boxes, BoundingBoxFormat!, height, width);
        foreach (Symbol choice in AugmentationParts.Each(transformation["layer_idxes"], NumOps))
            (corners, labels) = parts.MoveOne(choice, corners, labels, transformation);
        return (BoundingBoxes.FromCorners(corners, BoundingBoxFormat!, height, width), labels);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            parts.Dispose();
    }
}
