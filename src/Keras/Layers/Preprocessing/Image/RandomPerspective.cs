using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>Looks at images from a random side in training: moves their corners, and everything between accordingly.</summary>
[KerasSerializable]
[ConfigOrder(nameof(range), nameof(Scale), nameof(Interpolation), nameof(FillValue), nameof(Seed))]
public sealed partial class RandomPerspective : ImagePreprocessingLayer
{
    [ConfigArgument("factor", Converter = typeof(FactorRange))]
    private readonly FactorRange range;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The probability, in [0, 1], or the range that it is drawn from; one number is the upper end, with 0 as the
    /// lower, as in Keras. Default: 1.</param>
    /// <param name="scale">The scale of the displacement of the corners, in [0, 1]: each moves by up to half of this part of its
    /// place. Default: 1.</param>
    /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
    /// <param name="fillValue">The value outside of the image. Default: 0.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">A factor is out of its bounds, or the interpolation is unknown.</exception>
    /// <remarks>As in Keras the upper left corner stays. Bounding boxes come back in <see
    /// cref="ImagePreprocessingLayer.BoundingBoxFormat"/>; Keras gives their corners whatever the format.</remarks>
    public RandomPerspective(
        RandomFactor? factor = null,
        double scale = 1,
        string interpolation = "bilinear",
        double fillValue = 0,
        long? seed = null,
        string? dataFormat = null)
        : base(dataFormat, seed)
    {
        Factor = factor ?? 1;
        range = Factor.Clamped(FactorBounds.Unit, nameof(factor), "RandomPerspective");
        Scale = scale is >= 0 and <= 1 ? Hyperparameter.Meant(scale) : throw new ArgumentOutOfRangeException(
            nameof(scale), scale, string.Create(
                CultureInfo.InvariantCulture, $"RandomPerspective: expected a scale in [0, 1], got {scale}."));
        Interpolation = ProjectiveSampling.CheckInterpolation(interpolation, "RandomPerspective");
        FillValue = Hyperparameter.Finite(fillValue, nameof(fillValue), "RandomPerspective");
    }

    /// <summary>The probability.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    /// <summary>The scale of the displacement of the corners.</summary>
    public double Scale { get; }

    /// <summary>"bilinear" or "nearest".</summary>
    public string Interpolation { get; }

    /// <summary>The value outside of the image.</summary>
    public double FillValue { get; }

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        if (images.Shape[1] is 0 or 1 || images.Shape[2] is 0 or 1)
            throw new ShapeException(
                $"RandomPerspective '{Name}': expected images of at least 2 × 2 pixels, got {images.Shape[1]} × {images.Shape[2]}.");
        Symbol bottom = (Ops.Shape(images, 1) - 1).Cast(DType.Float32), right = (Ops.Shape(images, 2) - 1).Cast(DType.Float32);
        Symbol zero = bottom.Number(0);
        Symbol corners = RawOps.Pack([zero, zero, right, zero, zero, bottom, right, bottom]).Reshape([1, 4, 2]);
        Symbol apply = FactorColorLayer.DrawChoice(images, source, range);
        Symbol[] moves = [.. Enumerable.Range(0, 8).Select(_ => Uniform(source, images, (-0.5 * Scale, 0.5 * Scale)))];
        Symbol factors = RawOps.Pack(moves, 1).Reshape([-1, 4, 2]);
        Symbol start = corners + RawOps.ZerosLike(factors);
        return new Dictionary<string, Symbol>
        {
            ["apply_perspective"] = apply,
            ["start_points"] = start,
            ["end_points"] = start + (start * factors),
        };
    }

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask)
    {
        Symbol[] matrix = Matrix(transformation);
        Symbol seen = ProjectiveSampling.Of(x, matrix, isMask ? "nearest" : Interpolation, "constant", FillValue);
        return RawOps.SelectV2(transformation.Flags("apply_perspective"), seen, x).WithShape(x.Shape);
    }

    // The corners go the other way than the places that pixels are taken from: by the inverse of the matrix, up to its scale.
    private protected override Symbol Move(Symbol corners, ImageTransformation transformation)
    {
        Symbol[] m = [.. Matrix(transformation).Select(e => Ops.Squeeze(e, -1))];
        Symbol[] p = BoundingBoxes.Parts(corners);
        (Symbol X, Symbol Y)[] places = [Moved(p[0], p[1]), Moved(p[2], p[3]), Moved(p[0], p[3]), Moved(p[2], p[1])];
        Symbol x = RawOps.Pack([.. places.Select(c => c.X)], -1), y = RawOps.Pack([.. places.Select(c => c.Y)], -1);
        Symbol moved = RawOps.Pack([Ops.Min(x, -1), Ops.Min(y, -1), Ops.Max(x, -1), Ops.Max(y, -1)], -1);
        return RawOps.SelectV2(transformation.Flags("apply_perspective", 3), moved, corners);

        (Symbol X, Symbol Y) Moved(Symbol x, Symbol y)
        {
            Symbol u = ((m[4] - (m[5] * m[7])) * x) + (((m[2] * m[7]) - m[1]) * y) + ((m[1] * m[5]) - (m[2] * m[4]));
            Symbol v = (((m[5] * m[6]) - m[3]) * x) + ((m[0] - (m[2] * m[6])) * y) + ((m[2] * m[3]) - (m[0] * m[5]));
            Symbol k = (((m[3] * m[7]) - (m[4] * m[6])) * x) + (((m[1] * m[6]) - (m[0] * m[7])) * y) + ((m[0] * m[4]) - (m[1] * m[3]));
            return (u / k, v / k);
        }
    }

    private static Symbol[] Matrix(ImageTransformation transformation)
    {
        Symbol start = transformation["start_points"].Cast(DType.Float32).Reshape([-1, 4, 2]);
        Symbol end = transformation["end_points"].Cast(DType.Float32).Reshape([-1, 4, 2]);
        return [.. RawOps.Unpack(Ops.Image.Homography(start, end), 8, -1).Select(e => e.Reshape([-1, 1, 1]))];
    }
}
