using TensorFlow;

namespace Keras.Layers;

/// <summary>Upsamples images <c>[batch, rows, columns, channels]</c> by repetition or interpolation.</summary>
/// <param name="size">The factors of rows and columns. Default: 2.</param>
/// <param name="interpolation">"nearest" (default), "bilinear", "bicubic", "lanczos3" or "lanczos5".</param>
[KerasSerializable]
public sealed partial class UpSampling2D(SpatialSizes size = default, string interpolation = "nearest") : UpSampling(2, size)
{
    /// <summary>The interpolation method.</summary>
    public string Interpolation { get; } = interpolation is "nearest" or "bilinear" or "bicubic" or "lanczos3" or "lanczos5"
        ? interpolation
        : throw new ArgumentException(
            $"UpSampling2D: expected the interpolation nearest, bilinear, bicubic, lanczos3 or lanczos5, got '{interpolation}'.",
            nameof(interpolation));

    private protected override Symbol Enlarge(Symbol x)
    {
        if (Interpolation == "nearest")
            return base.Enlarge(x);
        int first = DataFormat == DataFormats.ChannelsFirst ? 2 : 1;
        if (x.Shape[first] < 0 || x.Shape[first + 1] < 0)
            throw new ShapeException(
                $"UpSampling2D '{Name}': expected images of known size for the interpolation '{Interpolation}', got {x.Shape}.");
        int rows = checked((int)x.Shape[first]) * Size[0], columns = checked((int)x.Shape[first + 1]) * Size[1];
        return Ops.Image.Resize(x, (rows, columns), Interpolation, dataFormat: DataFormat);
    }
}
