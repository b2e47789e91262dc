using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Brings images to another size, in training and otherwise: one image or a batch of them, or a dictionary of <c>images</c> with their
/// <c>labels</c>, <c>bounding_boxes</c> and <c>segmentation_masks</c>. Integers stay integers.
/// </summary>
/// <remarks>Boxes of which all numbers are 0 or all are -1 are padding, and become zeros.</remarks>
[KerasSerializable]
public sealed partial class Resizing : ImagePreprocessingLayer
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
        : base(dataFormat, isRandom: false)
    {
        Required.AtLeast("Resizing", 1, height);
        Required.AtLeast("Resizing", 1, width);
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
    }

    /// <summary>The new height.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Height { get; }

    /// <summary>The new width.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Width { get; }

    /// <summary>The interpolation method.</summary>
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

    /// <inheritdoc/>
    protected internal override bool PrefersCompilation => Interpolation != "area" && (Interpolation != "bicubic" || Antialias);

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <inheritdoc/>
    private protected override bool ActsAlways => true;

    /// <inheritdoc/>
    private protected override bool KeepsIntegers => true;

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask) => Ops.Image.Resize(
        x, (Height, Width), isMask ? "nearest" : Interpolation, Antialias, CropToAspectRatio, PadToAspectRatio, FillValue);

    private protected override (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation)
    {
        Symbol given = boxes.Cast(DType.Float32), zero = given.Number(0);
        Symbol isPadding = RawOps.LogicalOr(Ops.All(RawOps.Equal(given, given.Number(-1)), -1), Ops.All(RawOps.Equal(given, zero), -1));
        Symbol corners = BoundingBoxes.ToCorners(given, BoundingBoxFormat!, transformation.Height, transformation.Width);
        corners = Move(corners, transformation);
        (Symbol rows, Symbol columns) = (boxes.Graph.Constant(Height, DType.Int32), boxes.Graph.Constant(Width, DType.Int32));
        (corners, labels) = BoundingBoxes.Clip(corners, labels, rows, columns);
        corners = RawOps.SelectV2(Ops.ExpandDims(isPadding, -1), zero, corners);
        return (BoundingBoxes.FromCorners(corners, BoundingBoxFormat!, rows, columns), labels);
    }

    private protected override Symbol Move(Symbol corners, ImageTransformation transformation)
    {
        (Symbol height, Symbol width) = (transformation.Height.Cast(corners.DType), transformation.Width.Cast(corners.DType));
        (Symbol rows, Symbol columns) = (corners.Number(Height), corners.Number(Width));
        (Symbol vertical, Symbol horizontal) = (rows / height, columns / width);
        if (CropToAspectRatio)
            vertical = horizontal = RawOps.Maximum(vertical, horizontal);
        if (PadToAspectRatio)
            vertical = horizontal = RawOps.Minimum(vertical, horizontal);
        Symbol scaled = corners * RawOps.Pack([horizontal, vertical, horizontal, vertical]);
        if (!CropToAspectRatio && !PadToAspectRatio)
            return scaled;
        // What padding adds on the left and above, or, below 0, what cutting takes away: whole pixels, as in Keras.
        Symbol left = Half(columns - (width * horizontal)), top = Half(rows - (height * vertical));
        return scaled + RawOps.Pack([left, top, left, top]);

        Symbol Half(Symbol spare)
        {
            Symbol half = RawOps.Floor(RawOps.Abs(spare) / 2);
            return PadToAspectRatio ? half : -half;
        }
    }
}
