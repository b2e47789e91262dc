using TensorFlow;

namespace Keras.Layers;

/// <summary>Shifts images in training.</summary>
[KerasSerializable]
[ConfigOrder(nameof(HeightFactor), nameof(WidthFactor), nameof(FillMode), nameof(Interpolation), nameof(Seed), nameof(FillValue))]
public sealed partial class RandomTranslation : GeometricImageLayer
{
    private readonly (double Lower, double Upper) heights;
    private readonly (double Lower, double Upper) widths;

    /// <summary>Creates the layer.</summary>
    /// <param name="heightFactor">The shift downwards as a part of the height, in [-1, 1]: 0.2 for up to 20 % in both directions.</param>
    /// <param name="widthFactor">The shift to the right as a part of the width, in [-1, 1].</param>
    /// <param name="fillMode">The fill mode outside of the image: "reflect" (default), "wrap", "constant" or "nearest".</param>
    /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="fillValue">The value outside in the fill mode "constant". Default: 0.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">A factor is out of its bounds, or the fill mode or interpolation is unknown.</exception>
    public RandomTranslation(
        RandomFactor heightFactor,
        RandomFactor widthFactor,
        string fillMode = "reflect",
        string interpolation = "bilinear",
        long? seed = null,
        double fillValue = 0,
        string? dataFormat = null)
        : base(fillMode, interpolation, fillValue, dataFormat, seed)
    {
        (HeightFactor, WidthFactor) = (heightFactor, widthFactor);
        heights = heightFactor.Mirrored(FactorBounds.Signed, nameof(heightFactor), "RandomTranslation");
        widths = widthFactor.Mirrored(FactorBounds.Signed, nameof(widthFactor), "RandomTranslation");
    }

    /// <summary>The shift downwards as a part of the height.</summary>
    public RandomFactor HeightFactor { get; }

    /// <summary>The shift to the right as a part of the width.</summary>
    public RandomFactor WidthFactor { get; }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol vertical = Uniform(source, images, heights, 2) * Ops.Shape(images, 1).Cast(DType.Float32);
        Symbol horizontal = Uniform(source, images, widths, 2) * Ops.Shape(images, 2).Cast(DType.Float32);
        return new Dictionary<string, Symbol>
        {
            ["translations"] = RawOps.ConcatV2([horizontal, vertical], images.Graph.Constant(1, DType.Int32)),
        };
    }

    private protected override Symbol[] Matrix(ImageTransformation transformation)
    {
        Symbol[] by = Shifts(transformation);
        Symbol one = RawOps.OnesLike(by[0]), zero = RawOps.ZerosLike(by[0]);
        return [one, zero, -by[0], zero, one, -by[1]];
    }

    private protected override Symbol Move(Symbol corners, ImageTransformation transformation)
    {
        Symbol[] by = Shifts(transformation);
        return corners + RawOps.ConcatV2([by[0], by[1], by[0], by[1]], corners.Graph.Constant(-1, DType.Int32));
    }

    private static Symbol[] Shifts(ImageTransformation transformation)
    {
        Symbol[] parts = RawOps.Unpack(transformation["translations"].Cast(DType.Float32).Reshape([-1, 2]), 2, -1);
        return [.. parts.Select(p => p.Reshape([-1, 1, 1]))];
    }
}
