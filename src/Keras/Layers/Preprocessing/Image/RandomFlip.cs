using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Mirrors images in training, each with a probability of one half; with both directions, an image is mirrored in both or in none, as in
/// Keras.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Seed))]
public sealed partial class RandomFlip : ImagePreprocessingLayer
{
    private const string Horizontal = "horizontal", Vertical = "vertical", Both = "horizontal_and_vertical";

    /// <summary>Creates the layer.</summary>
    /// <param name="mode">"horizontal" (left and right change places), "vertical" or "horizontal_and_vertical" (default).</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">The mode is unknown.</exception>
    public RandomFlip(string mode = "horizontal_and_vertical", long? seed = null, string? dataFormat = null)
        : base(dataFormat, seed) => Mode = mode is Horizontal or Vertical or Both ? mode : throw new ArgumentException(
            $"RandomFlip: expected the mode {Horizontal}, {Vertical} or {Both}, got '{mode}'.", nameof(mode));

    /// <summary>The directions.</summary>
    public string Mode { get; }

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <inheritdoc/>
    private protected override bool ConvertsMasks => true;

    /// <inheritdoc/>
    protected internal override bool ConvertsInputs => false;

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol drawn = Uniform(source, images, (0, 1), 4);
        return new Dictionary<string, Symbol> { ["flips"] = RawOps.LessEqual(drawn, drawn.Number(0.5)) };
    }

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask)
    {
        Symbol flipped = Ops.Flip(x, Mode switch { Horizontal => 2, Vertical => 1, _ => Area });
        return RawOps.SelectV2(transformation.Flags("flips"), flipped, x).Cast(DTypePolicy.ComputeDType);
    }

    private protected override Symbol Move(Symbol corners, ImageTransformation transformation)
    {
        Symbol[] p = BoundingBoxes.Parts(corners);
        (Symbol width, Symbol height) = (transformation.Width.Cast(corners.DType), transformation.Height.Cast(corners.DType));
        (Symbol left, Symbol right) = Mode == Vertical ? (p[0], p[2]) : (width - p[2], width - p[0]);
        (Symbol top, Symbol bottom) = Mode == Horizontal ? (p[1], p[3]) : (height - p[3], height - p[1]);
        return RawOps.SelectV2(transformation.Flags("flips", 3), RawOps.Pack([left, top, right, bottom], -1), corners);
    }
}
