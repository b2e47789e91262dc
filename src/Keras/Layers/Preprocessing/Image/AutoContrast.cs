using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Stretches the values of each channel of an image over the whole range, in training and otherwise; channels of one value stay as they
/// are.
/// </summary>
/// <param name="valueRange">The range of the values. Default: 0 to 255.</param>
/// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
/// <exception cref="ArgumentException">The range has no extent.</exception>
/// <remarks>With channels first, Keras stretches over the wrong axes; the layer does over height and width.</remarks>
[KerasSerializable]
public sealed partial class AutoContrast(ValueRange? valueRange = null, string? dataFormat = null)
    : ColorImageLayer(valueRange, dataFormat, isRandom: false)
{
    /// <inheritdoc/>
    private protected override bool ActsAlways => true;

    private protected override Symbol Recolor(Symbol x, ImageTransformation transformation)
    {
        Symbol bytes = Rescale(x, ValueRange, ValueRange.Bytes);
        Symbol low = Ops.Min(bytes, Area, keepDims: true), high = Ops.Max(bytes, Area, keepDims: true);
        Symbol extent = high - low;
        Symbol hasExtent = RawOps.Greater(extent, extent.Number(0));
        Symbol scale = extent.Number(255) / RawOps.SelectV2(hasExtent, extent, RawOps.OnesLike(extent));
        Symbol stretched = (bytes * scale) - (low * scale);
        stretched = RawOps.Minimum(RawOps.Maximum(stretched, bytes.Number(0)), bytes.Number(255));
        return RawOps.SelectV2(hasExtent, Rescale(stretched, ValueRange.Bytes, ValueRange), x);
    }
}
