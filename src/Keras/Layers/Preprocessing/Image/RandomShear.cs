using TensorFlow;

namespace Keras.Layers;

/// <summary>Shears images in training: moves rows and columns against each other.</summary>
[KerasSerializable]
[ConfigOrder(nameof(XFactor), nameof(YFactor), nameof(FillMode), nameof(Interpolation), nameof(Seed), nameof(FillValue))]
public sealed partial class RandomShear : GeometricImageLayer
{
    private readonly (double Lower, double Upper) horizontal;
    private readonly (double Lower, double Upper) vertical;

    /// <summary>Creates the layer.</summary>
    /// <param name="xFactor">The shift of a row for each row above it, in [0, 1]: 0.2 for up to 0.2 in both directions. Default: 0.</param>
    /// <param name="yFactor">The shift of a column for each column to its left, in [0, 1]. Default: 0.</param>
    /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
    /// <param name="fillMode">The fill mode outside of the image: "reflect" (default), "wrap", "constant" or "nearest".</param>
    /// <param name="fillValue">The value outside in the fill mode "constant". Default: 0.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">A factor is out of its bounds, or the fill mode or interpolation is unknown.</exception>
    /// <remarks>Bounding boxes move as the pixels do, also in images that are not square, where Keras moves them too far or not far enough.
    /// Keras writes a single factor as a range with a negative end, which it does not read; here it stays a number.</remarks>
    public RandomShear(
        RandomFactor? xFactor = null,
        RandomFactor? yFactor = null,
        string interpolation = "bilinear",
        string fillMode = "reflect",
        double fillValue = 0,
        string? dataFormat = null,
        long? seed = null)
        : base(fillMode, interpolation, fillValue, dataFormat, seed)
    {
        (XFactor, YFactor) = (xFactor ?? 0, yFactor ?? 0);
        horizontal = XFactor.Mirrored(FactorBounds.Unit, nameof(xFactor), "RandomShear");
        vertical = YFactor.Mirrored(FactorBounds.Unit, nameof(yFactor), "RandomShear");
    }

    /// <summary>The shift of a row for each row above it.</summary>
    [ConfigArgument(Converter = typeof(ShearFactor))]
    public RandomFactor XFactor { get; }

    /// <summary>The shift of a column for each column to its left.</summary>
    [ConfigArgument(Converter = typeof(ShearFactor))]
    public RandomFactor YFactor { get; }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol direction = Uniform(source, images, (0, 1), 2);
        direction = RawOps.SelectV2(RawOps.Greater(direction, direction.Number(0.5)), direction.Number(-1), direction.Number(1));
        Symbol y = Uniform(source, images, vertical, 2), x = Uniform(source, images, horizontal, 2);
        return new Dictionary<string, Symbol>
        {
            ["shear_factor"] = RawOps.ConcatV2([x, y], images.Graph.Constant(1, DType.Int32)) * direction,
        };
    }

    private protected override Symbol[] Matrix(ImageTransformation transformation)
    {
        (Symbol x, Symbol y) = Shears(transformation);
        Symbol one = RawOps.OnesLike(x), zero = RawOps.ZerosLike(x);
        return [one, x, zero, y, one, zero];
    }

    private protected override Symbol Move(Symbol corners, ImageTransformation transformation)
    {
        (Symbol x, Symbol y) = Shears(transformation);
        (x, y) = (Ops.Squeeze(x, -1), Ops.Squeeze(y, -1));
        Symbol[] p = BoundingBoxes.Parts(corners);
        Symbol zero = x.Number(0);
        Symbol leansLeft = RawOps.Less(x, zero), leansUp = RawOps.Greater(y, zero);
        Symbol left = p[0] - (x * RawOps.SelectV2(leansLeft, p[1], p[3])), right = p[2] - (x * RawOps.SelectV2(leansLeft, p[3], p[1]));
        Symbol top = p[1] - (y * RawOps.SelectV2(leansUp, right, left));
        Symbol bottom = p[3] - (y * RawOps.SelectV2(leansUp, left, right));
        return RawOps.Pack([left, top, right, bottom], -1);
    }

    private static (Symbol X, Symbol Y) Shears(ImageTransformation transformation)
    {
        Symbol[] parts = RawOps.Unpack(transformation["shear_factor"].Cast(DType.Float32).Reshape([-1, 2]), 2, -1);
        return (parts[0].Reshape([-1, 1, 1]), parts[1].Reshape([-1, 1, 1]));
    }
}
