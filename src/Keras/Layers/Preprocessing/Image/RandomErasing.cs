using TensorFlow;

namespace Keras.Layers;

/// <summary>Covers a random rectangle of images in training with noise or a color (Zhong et al., 2017).</summary>
[KerasSerializable]
[ConfigOrder(nameof(range), nameof(areas), nameof(FillValue), nameof(ValueRange), nameof(Seed))]
public sealed partial class RandomErasing : ColorImageLayer
{
    [ConfigArgument("factor", Converter = typeof(FactorRange))]
    private readonly FactorRange range;

    [ConfigArgument("scale", Converter = typeof(FactorRange))]
    private readonly FactorRange areas;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The probability, in [0, 1], or the range that it is drawn from; one number is the upper end, with 0 as the
    /// lower, as in Keras. Default: 1.</param>
    /// <param name="scale">The range that the squares of the parts of height and width are drawn from, in [0, 1]. Default: 0.02 to
    /// 0.33.</param>
    /// <param name="fillValue">The value of the rectangle, one or for each channel. Default: null, normal noise times the highest
    /// value.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">A factor is out of its bounds, the range has no extent, or the value has other than 1 or 3
    /// numbers.</exception>
    public RandomErasing(
        RandomFactor? factor = null,
        RandomFactor? scale = null,
        NumberArray? fillValue = null,
        ValueRange? valueRange = null,
        long? seed = null,
        string? dataFormat = null)
        : base(valueRange, dataFormat, seed)
    {
        (Factor, Scale, FillValue) = (factor ?? 1, scale ?? (0.02, 0.33), fillValue);
        range = Factor.Clamped(FactorBounds.Unit, nameof(factor), "RandomErasing");
        areas = Scale.Clamped(FactorBounds.Unit, nameof(scale), "RandomErasing");
        if (fillValue is not null && !(fillValue.Shape.Rank == 0 || (fillValue.Shape.Rank == 1 && fillValue.Shape[0] == 3)))
            throw new ArgumentException(
                $"RandomErasing: expected one value or 3, one for each channel, as fillValue, got {fillValue}.", nameof(fillValue));
    }

    /// <summary>The probability.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    /// <summary>The range of the squares of the parts of height and width.</summary>
    [ConfigIgnore]
    public RandomFactor Scale { get; }

    /// <summary>The value of the rectangle; null for noise.</summary>
    public NumberArray? FillValue { get; }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol width = RawOps.Sqrt(Uniform(source, images, areas)), height = RawOps.Sqrt(Uniform(source, images, areas));
        Symbol masks = RandomRectangle.Draw(images, source, height, width, (s, i) => Uniform(s, i, (0, 1))).Inside;
        return new Dictionary<string, Symbol>
        {
            ["apply_erasing"] = FactorColorLayer.DrawChoice(images, source, range),
            ["batch_masks"] = masks,
            ["fill_value"] = Filling(images, source),
        };
    }

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol isErased = RawOps.LogicalAnd(
            transformation.Flags("apply_erasing"), transformation["batch_masks"].Cast(DType.Bool));
        return RawOps.SelectV2(isErased, transformation["fill_value"].Cast(x.DType), x).WithShape(x.Shape);
    }

    private Symbol Filling(Symbol images, RandomSource source)
    {
        Symbol filling = FillValue?.ToSymbol(images.Graph, DType.Float32)
            ?? source.Normal(images.Shape, 0, ValueRange.High, dynamicShape: images.Shape.IsFullyKnown ? null : Ops.Shape(images));
        return Clip(filling);
    }
}
