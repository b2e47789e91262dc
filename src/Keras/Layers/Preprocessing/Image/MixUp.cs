using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Mixes each image of a batch, with its label and segmentation mask, with another one in training (Zhang et al., 2017). Labels must be
/// numeric, such as one-hot vectors.
/// </summary>
/// <remarks>Bounding boxes are those of both images. Keras 3.15 appends their labels along the wrong axis, and takes the pixels of the
/// other masks from wrong places; the layer does not.</remarks>
[KerasSerializable]
[ConfigOrder(nameof(Alpha), nameof(Seed))]
public sealed partial class MixUp : ImagePreprocessingLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="alpha">Both parameters of the beta distribution of the weight of an image, above 0; small ones mix little. Default:
    /// 0.2.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The parameter is not above 0.</exception>
    public MixUp(double alpha = 0.2, string? dataFormat = null, long? seed = null)
        : base(dataFormat, seed) => Alpha = double.IsFinite(alpha) && alpha > 0
            ? Hyperparameter.Meant(alpha)
            : throw new ArgumentOutOfRangeException(
                nameof(alpha), alpha, string.Create(CultureInfo.InvariantCulture, $"MixUp: expected an alpha above 0, got {alpha}."));

    /// <summary>Both parameters of the beta distribution.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    protected internal override bool MixesSamples => true;

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <inheritdoc/>
    public override Symbol TransformLabels(Symbol labels, ImageTransformation transformation)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        return Mix(labels.DType.IsFloatingPoint ? labels : labels.Cast(DTypePolicy.ComputeDType), transformation);
    }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol order = ImageMixing.Order(images, Uniform(source, images, (0, 1)));
        Symbol first = Uniform(source, images, (0, 1)), second = Uniform(source, images, (0, 1));
        return new Dictionary<string, Symbol>
        {
            ["mix_weight"] = ImageMixing.Beta(first.Number(Alpha), first, second),
            ["permutation_order"] = order,
        };
    }

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask) =>
        Mix(x.Cast(DTypePolicy.ComputeDType), transformation);

    private protected override (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation)
    {
        return (Both(boxes), labels is { } given ? Both(given) : null);

        Symbol Both(Symbol x) => RawOps.ConcatV2(
            [x, ImageMixing.Take(x, transformation["permutation_order"])], x.Graph.Constant(1, DType.Int32));
    }

    private static Symbol Mix(Symbol x, ImageTransformation transformation)
    {
        Symbol weight = ImageMixing.Weights(transformation["mix_weight"], x);
        return (weight * x) + ((1 - weight) * ImageMixing.Take(x, transformation["permutation_order"]));
    }
}
