using TensorFlow;

namespace Keras.Layers;

/// <summary>Brings images to another size, in training and otherwise: one image or a batch of them. Integers stay integers.</summary>
[KerasSerializable]
[ConfigOrder(nameof(DataFormat))]
public sealed partial class Resizing : Layer
{
    private const int LargestConfig = 1 << 16;

    /// <summary>Creates the layer.</summary>
    /// <param name="height">The new height.</param>
    /// <param name="width">The new width.</param>
    /// <param name="interpolation">"bilinear" (default), "nearest", "bicubic", "area", "lanczos3" or "lanczos5".</param>
    /// <param name="cropToAspectRatio">Whether images are cut in their middle to the new aspect ratio instead of being stretched. Default:
    /// false.</param>
    /// <param name="padToAspectRatio">Whether images are padded to the new aspect ratio instead of being stretched. Default: false.</param>
    /// <param name="fillMode">"constant" (default), the only one: padding adds <paramref name="fillValue"/>.</param>
    /// <param name="fillValue">The value that padding adds. Default: 0.</param>
    /// <param name="antialias">Whether details are smoothed before images become smaller; of no effect for "nearest" and "area". Default:
    /// false.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentException">The interpolation or the fill mode is unknown, or images are to be both cut and
    /// padded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public Resizing(
        int height,
        int width,
        string interpolation = "bilinear",
        bool cropToAspectRatio = false,
        bool padToAspectRatio = false,
        string fillMode = "constant",
        double fillValue = 0,
        bool antialias = false,
        string? dataFormat = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Interpolation = interpolation is "bilinear" or "nearest" or "bicubic" or "area" or "lanczos3" or "lanczos5"
            ? interpolation
            : throw new ArgumentException(
                $"Resizing: expected the interpolation bilinear, nearest, bicubic, area, lanczos3 or lanczos5, got '{interpolation}'.",
                nameof(interpolation));
        if (cropToAspectRatio && padToAspectRatio)
            throw new ArgumentException(
                "Resizing: expected cropToAspectRatio or padToAspectRatio, not both; set one of them to false.", nameof(padToAspectRatio));
        if (fillMode != "constant")
            throw new ArgumentException($"Resizing: expected the fill mode constant, the only one, got '{fillMode}'.", nameof(fillMode));
        (Height, Width, CropToAspectRatio, PadToAspectRatio) = (height, width, cropToAspectRatio, padToAspectRatio);
        (FillMode, FillValue, Antialias) = (fillMode, Hyperparameter.Meant(fillValue), antialias);
        DataFormat = DataFormats.Check(dataFormat ?? DataFormats.ChannelsLast, "Resizing");
    }

    /// <summary>The new height.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Height { get; }

    /// <summary>The new width.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Width { get; }

    /// <summary>The kind of interpolation.</summary>
    public string Interpolation { get; }

    /// <summary>Whether images are cut to the new aspect ratio.</summary>
    public bool CropToAspectRatio { get; }

    /// <summary>Whether images are padded to the new aspect ratio.</summary>
    public bool PadToAspectRatio { get; }

    /// <summary>"constant".</summary>
    public string FillMode { get; }

    /// <summary>The value that padding adds.</summary>
    public double FillValue { get; }

    /// <summary>Whether details are smoothed before images become smaller.</summary>
    public bool Antialias { get; }

    /// <summary>"channels_last" or "channels_first".</summary>
    public string DataFormat { get; }

    /// <inheritdoc/>
    protected internal override bool? RecordedTraining => true;

    /// <inheritdoc/>
    protected internal override bool PrefersCompilation => Interpolation != "area" && (Interpolation != "bicubic" || Antialias);

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => Ops.Image.Resize(
        ImageInput.Of(x, this), (Height, Width), Interpolation, Antialias, CropToAspectRatio, PadToAspectRatio, FillValue, DataFormat);
}
