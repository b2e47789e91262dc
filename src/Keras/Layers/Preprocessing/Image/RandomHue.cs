using TensorFlow;

namespace Keras.Layers;

/// <summary>Turns the colors of images around the color circle in training.</summary>
[KerasSerializable]
public sealed partial class RandomHue : FactorColorLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The turn, in [0, 1], of which 1 is half of the circle, in a random direction: 0.5 for up to a quarter.</param>
    /// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">The factor is out of its bounds, or the range has no extent.</exception>
    public RandomHue(
        RandomFactor factor, ValueRange? valueRange = null, string? dataFormat = null, long? seed = null)
        : base(factor, FactorBounds.Unit, valueRange, dataFormat, seed)
    {
    }

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol direction = Uniform(source, images, (0, 1));
        direction = RawOps.SelectV2(RawOps.Greater(direction, direction.Number(0.5)), direction.Number(-1), direction.Number(1));
        return new Dictionary<string, Symbol> { ["factor"] = direction * Uniform(source, images, Range) * 0.5 };
    }

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol[] parts = RawOps.Unpack(Ops.Image.RgbToHsv(Rescale(x, ValueRange, (0, 1))), 3, -1);
        Symbol hue = parts[0] + transformation.Each("factor", 3).Cast(x.DType);
        hue = RawOps.SelectV2(RawOps.Greater(hue, hue.Number(1)), hue - 1, hue);
        hue = RawOps.SelectV2(RawOps.Less(hue, hue.Number(0)), hue + 1, hue);
        Symbol turned = Ops.Image.HsvToRgb(RawOps.Pack([hue, parts[1], parts[2]], -1));
        return Rescale(RawOps.Minimum(RawOps.Maximum(turned, x.Number(0)), x.Number(1)), (0, 1), ValueRange);
    }
}
