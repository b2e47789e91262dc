using TensorFlow;

namespace Keras.Layers;

/// <summary>Blurs or sharpens images in training: moves them away from a smoothed copy, or to it.</summary>
[KerasSerializable]
public sealed partial class RandomSharpness : FactorColorLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The sharpness, in [0, 1]: 0 is the smoothed image, 0.5 the image itself, 1 the sharpest one.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">The factor is out of its bounds, or the range has no extent.</exception>
    public RandomSharpness(
        RandomFactor factor, ValueRange? valueRange = null, string? dataFormat = null, long? seed = null)
        : base(factor, FactorBounds.Unit, valueRange, dataFormat, seed)
    {
    }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) =>
        DrawFactor(images, source);

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        const double Around = 1.0 / 13, Middle = 5.0 / 13;
        double[] weights = [Around, Around, Around, Around, Middle, Around, Around, Around, Around];
        Symbol one = RawOps.Pack([.. weights.Select(w => Fractional(x).Number(w))]).Reshape([3, 3, 1, 1]);
        Symbol single = x.Graph.Constant(1, DType.Int32), size = x.Graph.Constant(3, DType.Int32);
        Symbol kernel = RawOps.BroadcastTo(one, RawOps.Pack([size, size, Ops.Shape(x, 3), single]));
        Symbol smoothed = RawOps.DepthwiseConv2DNative(x, kernel, [1, 1, 1, 1], "SAME");
        return Clip(x + ((1 - (Each(transformation, "factor", x) * 2)) * (smoothed - x)));
    }
}
