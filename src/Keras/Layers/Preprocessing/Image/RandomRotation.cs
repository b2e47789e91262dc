using TensorFlow;

namespace Keras.Layers;

/// <summary>Rotates images in training by a random angle about their middle; bounding boxes become those that hold the rotated
/// ones.</summary>
[KerasSerializable]
[ConfigOrder(nameof(range), nameof(FillMode), nameof(FillValue), nameof(Interpolation), nameof(Seed))]
public sealed partial class RandomRotation : GeometricImageLayer
{
    [ConfigArgument("factor", Converter = typeof(FactorRange))]
    private readonly FactorRange range;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The angles in full turns, from -1 to 1: <c>0.1</c> for up to 36° in both directions, <c>(0, 0.25)</c> for up to
    /// a quarter of a turn clockwise.</param>
    /// <param name="fillMode">The fill mode outside of the image: "reflect" (default), "wrap", "constant" or "nearest".</param>
    /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="fillValue">The value outside in the fill mode "constant". Default: 0.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">The factor is out of its bounds, or the fill mode or interpolation is unknown.</exception>
    public RandomRotation(
        RandomFactor factor,
        string fillMode = "reflect",
        string interpolation = "bilinear",
        long? seed = null,
        double fillValue = 0,
        string? dataFormat = null)
        : base(fillMode, interpolation, fillValue, dataFormat, seed)
    {
        Factor = factor;
        range = factor.Clamped(FactorBounds.Signed, nameof(factor), "RandomRotation");
    }

    /// <summary>The angles in full turns.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) =>
        new Dictionary<string, Symbol> { ["angle"] = Uniform(source, images, (range.Lower * 360, range.Upper * 360)) };

    private protected override Symbol[] Matrix(ImageTransformation transformation)
    {
        (Symbol cosine, Symbol sine, Symbol x, Symbol y) = Turn(transformation);
        return [cosine, -sine, x - (x * cosine) + (y * sine), sine, cosine, y - (x * sine) - (y * cosine)];
    }

    private protected override Symbol Move(Symbol corners, ImageTransformation transformation)
    {
        // The box moves the other way: its corners are where the pixels come from.
        (Symbol cosine, Symbol sine, Symbol x, Symbol y) = Turn(transformation);
        Symbol[] p = BoundingBoxes.Parts(corners);
        Symbol horizontal = RawOps.Pack([p[0], p[2], p[2], p[0]], -1) - x, vertical = RawOps.Pack([p[1], p[1], p[3], p[3]], -1) - y;
        Symbol xs = (cosine * horizontal) + (sine * vertical) + x, ys = (cosine * vertical) - (sine * horizontal) + y;
        return RawOps.Pack([Ops.Min(xs, -1), Ops.Min(ys, -1), Ops.Max(xs, -1), Ops.Max(ys, -1)], -1);
    }

    private static (Symbol Cosine, Symbol Sine, Symbol X, Symbol Y) Turn(ImageTransformation transformation)
    {
        Symbol angle = transformation.Each("angle", 3) * (Math.PI / 180);
        return (RawOps.Cos(angle), RawOps.Sin(angle), (transformation.Width.Cast(DType.Float32) - 1) * 0.5,
            (transformation.Height.Cast(DType.Float32) - 1) * 0.5);
    }
}
