using TensorFlow;

namespace Keras.Layers;

/// <summary>Distorts images in training by smooth random displacements (Simard et al., 2003).</summary>
[KerasSerializable]
[ConfigOrder(nameof(range), nameof(scales), nameof(Interpolation), nameof(FillMode), nameof(FillValue), nameof(ValueRange), nameof(Seed))]
public sealed partial class RandomElasticTransform : ImagePreprocessingLayer
{
    [ConfigArgument("factor", Converter = typeof(FactorRange))]
    private readonly FactorRange range;

    [ConfigArgument("scale", Converter = typeof(FactorRange))]
    private readonly FactorRange scales;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The probability, in [0, 1], or the range that it is drawn from; one number is the upper end, with 0 as the
    /// lower, as in Keras. Default: 1.</param>
    /// <param name="scale">The strength, in [0, 1], or the range that it is drawn from, once for a batch; one number is the upper end.
    /// Default: 1.</param>
    /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
    /// <param name="fillMode">The fill mode outside of the image: "reflect" (default), "wrap", "constant" or "nearest".</param>
    /// <param name="fillValue">The value outside in the fill mode "constant". Default: 0.</param>
    /// <param name="valueRange">The range of the values of the images; results stay in it. Default: 0 to 255.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">A factor is out of its bounds, the range has no extent, or the interpolation or fill mode is
    /// unknown.</exception>
    /// <remarks>
    /// Keras on TensorFlow displaces rows and columns by the same numbers, so that pixels move along the diagonal; here both are drawn. The
    /// values of segmentation masks stay, where Keras cuts them at the range of the images. Bounding boxes cannot follow, and are refused.
    /// </remarks>
    public RandomElasticTransform(
        RandomFactor? factor = null,
        RandomFactor? scale = null,
        string interpolation = "bilinear",
        string fillMode = "reflect",
        double fillValue = 0,
        ValueRange? valueRange = null,
        long? seed = null,
        string? dataFormat = null)
        : base(dataFormat, seed)
    {
        (Factor, Scale) = (factor ?? 1, scale ?? 1);
        range = Factor.Clamped(FactorBounds.Unit, nameof(factor), "RandomElasticTransform");
        scales = Scale.Clamped(FactorBounds.Unit, nameof(scale), "RandomElasticTransform");
        Interpolation = ProjectiveSampling.CheckInterpolation(interpolation, "RandomElasticTransform");
        FillMode = ProjectiveSampling.CheckFillMode(fillMode, "RandomElasticTransform");
        FillValue = Hyperparameter.Finite(fillValue, nameof(fillValue), "RandomElasticTransform");
        ValueRange = ValueRange.Check(valueRange, "RandomElasticTransform");
    }

    /// <summary>The probability.</summary>
    [ConfigIgnore]
    public RandomFactor Factor { get; }

    /// <summary>The strength.</summary>
    [ConfigIgnore]
    public RandomFactor Scale { get; }

    /// <summary>"bilinear" or "nearest".</summary>
    public string Interpolation { get; }

    /// <summary>The fill mode outside of the image.</summary>
    public string FillMode { get; }

    /// <summary>The value outside in the fill mode "constant".</summary>
    public double FillValue { get; }

    /// <summary>The range of the values of the images.</summary>
    public ValueRange ValueRange { get; }

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <inheritdoc/>
    private protected override ValueRange? Values => ValueRange;

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        (int height, int width) = Size(images);
        Shape shape = [images.Shape[0], height, width];
        Symbol? dynamic = shape.IsFullyKnown ? null : RawOps.Pack(
            [Ops.Shape(images, 0), images.Graph.Constant(height, DType.Int32), images.Graph.Constant(width, DType.Int32)]);
        return new Dictionary<string, Symbol>
        {
            ["apply_transform"] = FactorColorLayer.DrawChoice(images, source, range),
            ["distortion_factor"] = source.Uniform([], scales.Lower, scales.Upper),
            ["dx"] = source.Normal(shape, dynamicShape: dynamic),
            ["dy"] = source.Normal(shape, dynamicShape: dynamic),
        };
    }

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask)
    {
        if (range.Upper == 0 || scales.Upper == 0)
            return x;
        (int height, int width) = Size(x);
        Symbol strength = transformation["distortion_factor"].Cast(DType.Float32).Reshape([]);
        Symbol alpha = strength * 0.1 * Math.Max(height, width), sigma = strength * 0.05 * Math.Min(height, width);
        int widest = 3 * (int)(0.05 * scales.Upper * Math.Min(height, width));
        Symbol rows = Numbers(x, height).Reshape([1, -1, 1]) + Displacement("dy");
        Symbol columns = Numbers(x, width).Reshape([1, 1, -1]) + Displacement("dx");
        Symbol moved = ElasticSampling.Of(x, rows, columns, isMask ? "nearest" : Interpolation, FillMode, FillValue);
        Symbol changed = RawOps.SelectV2(transformation.Flags("apply_transform"), moved, x).WithShape(x.Shape);
        return isMask ? changed : RawOps.Minimum(RawOps.Maximum(changed, x.Number(ValueRange.Low)), x.Number(ValueRange.High));

        Symbol Displacement(string name) =>
            alpha * ElasticSampling.Blurred(transformation[name].Cast(DType.Float32).Reshape([-1, height, width]) * sigma, sigma, widest);
    }

    private protected override (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation) => throw new NotSupportedException(
            $"RandomElasticTransform '{Name}': bounding boxes cannot follow an elastic distortion; leave them out of the input.");

    private static Symbol Numbers(Symbol x, int length)
    {
        Symbol end = x.Graph.Constant(length, DType.Int32);
        return RawOps.Range(end.Number(0), end, end.Number(1)).Cast(DType.Float32);
    }

    private (int Height, int Width) Size(Symbol images) => images.Shape[1] > 0 && images.Shape[2] > 0
        ? ((int)images.Shape[1], (int)images.Shape[2])
        : throw new ShapeException(
            $"RandomElasticTransform '{Name}': expected images of known height and width, got [{images.Shape[1]}, {images.Shape[2]}].");
}
