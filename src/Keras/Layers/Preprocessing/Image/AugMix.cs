using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Mixes images in training with changed copies of themselves (Hendrycks et al., 2020): several chains of randomly chosen changes are
/// mixed, and the image with the mixture.
/// </summary>
/// <remarks>
/// The choice of the changes is new at each step, where Keras chooses when a function is traced, and then no more. Segmentation masks are
/// mixed, too, as in Keras, and are floating-point numbers; bounding boxes stay as they are.
/// </remarks>
[KerasSerializable]
[ConfigOrder(nameof(ValueRange), nameof(NumChains), nameof(ChainDepth), nameof(range), nameof(Alpha), nameof(AllOps),
    nameof(Interpolation), nameof(Seed))]
public sealed partial class AugMix : ImagePreprocessingLayer
{
    private const int Most = 100;
    private static readonly string[] Few =
    [
        "random_shear", "random_translation", "random_rotation", "random_posterization", "solarization", "auto_contrast", "equalization",
    ];

    private static readonly string[] All =
        [.. Few, "random_brightness", "random_color_degeneration", "random_contrast", "random_sharpness"];

    [ConfigArgument("factor", Converter = typeof(FactorRange))]
    private readonly FactorRange range;
    private readonly AugmentationParts parts;

    /// <summary>Creates the layer.</summary>
    /// <param name="valueRange">The range of the values; results stay in it. Default: 0 to 255.</param>
    /// <param name="numChains">The number of chains, at least 1. Default: 3.</param>
    /// <param name="chainDepth">The largest number of changes in a chain. Default: 3.</param>
    /// <param name="factor">The strength, in [0, 1], or the range that it is drawn from; one number is the upper end. Default: 0.3.</param>
    /// <param name="alpha">The parameters of the Dirichlet and the beta distribution of the weights, above 0. Default: 1.</param>
    /// <param name="allOps">Whether brightness, paler colors, contrast and sharpness are among the changes. Default: true.</param>
    /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">A factor or a number is out of its bounds, the range has no extent, or the interpolation is
    /// unknown.</exception>
    public AugMix(
        ValueRange? valueRange = null,
        int numChains = 3,
        int chainDepth = 3,
        RandomFactor? factor = null,
        double alpha = 1,
        bool allOps = true,
        string interpolation = "bilinear",
        long? seed = null,
        string? dataFormat = null)
        : base(dataFormat, seed)
    {
        (NumChains, ChainDepth) = (Count(numChains, 1, nameof(numChains)), Count(chainDepth, 0, nameof(chainDepth)));
        Factor = factor ?? 0.3;
        range = Factor.Clamped(FactorBounds.Unit, nameof(factor), "AugMix");
        Alpha = double.IsFinite(alpha) && alpha > 0 ? Hyperparameter.Meant(alpha) : throw new ArgumentOutOfRangeException(
            nameof(alpha), alpha, string.Create(CultureInfo.InvariantCulture, $"AugMix: expected an alpha above 0, got {alpha}."));
        (AllOps, Interpolation) = (allOps, ProjectiveSampling.CheckInterpolation(interpolation, "AugMix"));
        ValueRange = ValueRange.Check(valueRange, "AugMix");
        parts = AugmentationParts.OfStrength(range, ValueRange, Interpolation, allOps ? All : Few);
    }

    /// <summary>The range of the values.</summary>
    public ValueRange ValueRange { get; }

    /// <summary>The number of chains.</summary>
    public int NumChains { get; }

    /// <summary>The largest number of changes in a chain.</summary>
    public int ChainDepth { get; }

    /// <summary>The strength.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    /// <summary>The parameters of the distributions of the weights.</summary>
    public double Alpha { get; }

    /// <summary>Whether brightness, paler colors, contrast and sharpness are among the changes.</summary>
    public bool AllOps { get; }

    /// <summary>"bilinear" or "nearest".</summary>
    public string Interpolation { get; }

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <inheritdoc/>
    private protected override ValueRange? Values => ValueRange;

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol weight = source.Uniform([]), alpha = weight.Number(Alpha);
        Dictionary<string, Symbol> numbers = new()
        {
            ["chain_mixing_weights"] = ImageMixing.Dirichlet(source, NumChains, Alpha),
            ["weight_sample"] = ImageMixing.Beta(alpha, weight, source.Uniform([])),
            ["layer_idxes"] = AugmentationParts.Choices(images, source, NumChains * ChainDepth, parts.Count + 1),
        };
        for (int place = 0; place < NumChains * ChainDepth; place++)
        {
            foreach ((string name, Symbol number) in parts.Draw(images, source, Prefix(place)))
                numbers[name] = number;
        }

        return numbers;
    }

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask)
    {
        Symbol images = isMask ? x.Cast(DTypePolicy.ComputeDType) : x;
        Symbol weights = transformation["chain_mixing_weights"].Cast(images.DType).Reshape([NumChains]);
        Symbol weight = transformation["weight_sample"].Cast(images.DType).Reshape([]);
        Symbol mixture = ChainDepth == 0 ? images * Ops.Sum(weights) : Mixture(images, weights, transformation, isMask);
        Symbol mixed = (weight * images) + ((1 - weight) * mixture);
        return isMask ? mixed : RawOps.Minimum(RawOps.Maximum(mixed, mixed.Number(ValueRange.Low)), mixed.Number(ValueRange.High));
    }

    private protected override (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation) => (boxes, labels);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            parts.Dispose();
    }

    // One loop over the places of all chains: each change is compiled once, not once for each place.
    private Symbol Mixture(Symbol images, Symbol weights, ImageTransformation transformation, bool isMask)
    {
        int places = NumChains * ChainDepth;
        string[] names = [.. transformation.Part(Prefix(0)).Names];
        Symbol choices = transformation["layer_idxes"].Cast(DType.Int32).Reshape([places]);
        Symbol[] numbers = [.. names.Select(n => RawOps.Pack(
            [.. Enumerable.Range(0, places).Select(p => transformation[Prefix(p) + n])]))];
        using Tensor ends = Tensor.Create<bool>([.. Enumerable.Range(1, places).Select(p => p % ChainDepth == 0)]);
        return Ops.Scan(
            (carry, slices) =>
            {
                ImageTransformation own = transformation.With(
                    names.Zip(slices[3..]).ToDictionary(n => n.First, n => n.Second), transformation.Height, transformation.Width);
                Symbol changed = parts.TransformOne(slices[0], carry[0], own, isMask);
                Symbol mixed = RawOps.SelectV2(slices[1], carry[1] + (changed * slices[2]), carry[1]);
                return ([RawOps.SelectV2(slices[1], images, changed), mixed], []);
            },
            [images, RawOps.ZerosLike(images)],
            [choices, images.Graph.Constant(ends), Ops.Repeat(weights, ChainDepth), .. numbers]).Carry[1];
    }

    private static string Prefix(int place) => string.Create(CultureInfo.InvariantCulture, $"{place}/");

    private static int Count(int value, int least, string parameter) => value >= least && value <= Most
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, string.Create(
            CultureInfo.InvariantCulture, $"AugMix: expected {parameter} from {least} to {Most}, got {value}."));
}
