using TensorFlow;

namespace Keras.Layers;

/// <summary>Zooms into images or out of them in training, about their middle.</summary>
[KerasSerializable]
[ConfigOrder(nameof(HeightFactor), nameof(WidthFactor), nameof(FillMode), nameof(Interpolation), nameof(Seed), nameof(FillValue))]
public sealed partial class RandomZoom : GeometricImageLayer
{
    private static readonly FactorBounds Bounds = new(-1, 1, ExcludesLower: true);
    private readonly (double Lower, double Upper) heights;
    private readonly (double Lower, double Upper)? widths;

    /// <summary>Creates the layer.</summary>
    /// <param name="heightFactor">The change of the part of the height that is seen, in (-1, 1]: 0.2 shows 20 % more or less, <c>(-0.3,
    /// -0.1)</c> zooms in.</param>
    /// <param name="widthFactor">The same of the width. Default: null, each image is zoomed alike in both directions.</param>
    /// <param name="fillMode">The fill mode outside of the image: "reflect" (default), "wrap", "constant" or "nearest".</param>
    /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="fillValue">The value outside in the fill mode "constant". Default: 0.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">A factor is out of its bounds, or the fill mode or interpolation is unknown.</exception>
    public RandomZoom(
        RandomFactor heightFactor,
        RandomFactor? widthFactor = null,
        string fillMode = "reflect",
        string interpolation = "bilinear",
        long? seed = null,
        double fillValue = 0,
        string? dataFormat = null)
        : base(fillMode, interpolation, fillValue, dataFormat, seed)
    {
        (HeightFactor, WidthFactor) = (heightFactor, widthFactor);
        heights = heightFactor.Mirrored(Bounds, nameof(heightFactor), "RandomZoom");
        widths = widthFactor?.Mirrored(Bounds, nameof(widthFactor), "RandomZoom");
    }

    /// <summary>The change of the part of the height that is seen.</summary>
    public RandomFactor HeightFactor { get; }

    /// <summary>The change of the part of the width that is seen; null for that of the height.</summary>
    public RandomFactor? WidthFactor { get; }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol height = Uniform(source, images, (1 + heights.Lower, 1 + heights.Upper), 2);
        Symbol width = widths is { } own ? Uniform(source, images, (1 + own.Lower, 1 + own.Upper), 2) : height;
        return new Dictionary<string, Symbol> { ["height_zoom"] = height, ["width_zoom"] = width };
    }

    private protected override Symbol[] Matrix(ImageTransformation transformation)
    {
        (Symbol x, Symbol y, Symbol left, Symbol top) = Window(transformation);
        Symbol zero = RawOps.ZerosLike(x);
        return [x, zero, left, zero, y, top];
    }

    private protected override Symbol Move(Symbol corners, ImageTransformation transformation)
    {
        (Symbol x, Symbol y, Symbol left, Symbol top) = Window(transformation);
        return (corners - RawOps.ConcatV2([left, top, left, top], corners.Graph.Constant(-1, DType.Int32)))
            / RawOps.ConcatV2([x, y, x, y], corners.Graph.Constant(-1, DType.Int32));
    }

    private static (Symbol X, Symbol Y, Symbol Left, Symbol Top) Window(ImageTransformation transformation)
    {
        Symbol x = transformation.Each("width_zoom", 3), y = transformation.Each("height_zoom", 3);
        Symbol width = transformation.Width.Cast(DType.Float32), height = transformation.Height.Cast(DType.Float32);
        return (x, y, (width - 1) / 2 * (1 - x), (height - 1) / 2 * (1 - y));
    }
}
