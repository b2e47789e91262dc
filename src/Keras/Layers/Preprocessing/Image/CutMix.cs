using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Replaces a random rectangle of each image of a batch, and of its segmentation mask, by that of another one in training, and mixes their
/// labels by the areas (Yun et al., 2019). Labels must be numeric, such as one-hot vectors.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(range), nameof(Seed))]
public sealed partial class CutMix : ImagePreprocessingLayer
{
    [ConfigArgument("factor", Converter = typeof(FactorRange))]
    private readonly FactorRange range;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">Both parameters of the beta distribution of the part that stays, in [0, 1], or the range that they are drawn
    /// from for a batch; one number is the upper end, with 0 as the lower, as in Keras. Default: 1.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of its bounds.</exception>
    public CutMix(RandomFactor? factor = null, long? seed = null, string? dataFormat = null)
        : base(dataFormat, seed)
    {
        Factor = factor ?? 1;
        range = Factor.Clamped(FactorBounds.Unit, nameof(factor), "CutMix");
    }

    /// <summary>Both parameters of the beta distribution.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    /// <inheritdoc/>
    protected internal override bool MixesSamples => true;

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <inheritdoc/>
    private protected override bool ConvertsMasks => true;

    /// <inheritdoc/>
    public override Symbol TransformLabels(Symbol labels, ImageTransformation transformation)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        Symbol x = labels.DType.IsFloatingPoint ? labels : labels.Cast(DTypePolicy.ComputeDType);
        Symbol weight = ImageMixing.Weights(transformation["mix_weight"], x);
        return (weight * x) + ((1 - weight) * ImageMixing.Take(x, transformation["permutation_order"]));
    }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol alpha = source.Uniform([], range.Lower, range.Upper) + 1e-6;
        Symbol weight = ImageMixing.Beta(alpha, Uniform(source, images, (0, 1)), Uniform(source, images, (0, 1)));
        Symbol ratio = RawOps.Sqrt(1 - weight);
        (Symbol inside, Symbol part) = RandomRectangle.Draw(images, source, ratio, ratio, (s, i) => Uniform(s, i, (0, 1)));
        return new Dictionary<string, Symbol>
        {
            ["permutation_order"] = ImageMixing.Order(images, Uniform(source, images, (0, 1))),
            ["batch_masks"] = inside,
            ["mix_weight"] = 1 - part,
        };
    }

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask)
    {
        Symbol other = ImageMixing.Take(x, transformation["permutation_order"]);
        // One decision for all channels: segmentation masks may have others than images.
        Symbol inside = transformation["batch_masks"].Cast(DType.Bool)[.., .., .., ..1];
        return RawOps.SelectV2(inside, other, x).WithShape(x.Shape);
    }

    private protected override (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation) => throw new NotSupportedException(
        $"CutMix '{Name}': bounding boxes cannot be cut and mixed, as in Keras; leave them out, or use MixUp.");
}
