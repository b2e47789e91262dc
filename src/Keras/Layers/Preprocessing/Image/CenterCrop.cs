using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Cuts out the middle of images, in training and otherwise: one image or a batch of them, or a dictionary of <c>images</c> with their
/// <c>labels</c>, <c>bounding_boxes</c> and <c>segmentation_masks</c>. Images that are smaller are brought to the size: their largest part
/// of its aspect ratio is enlarged.
/// </summary>
[KerasSerializable]
public sealed partial class CenterCrop : ImagePreprocessingLayer
{
    private const int LargestConfig = 1 << 16;

    /// <summary>Creates the layer.</summary>
    /// <param name="height">The height of the part.</param>
    /// <param name="width">The width of the part.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public CenterCrop(int height, int width, string? dataFormat = null)
        : base(dataFormat, isRandom: false)
    {
        Required.AtLeast("CenterCrop", 1, height);
        Required.AtLeast("CenterCrop", 1, width);
        (Height, Width) = (height, width);
    }

    /// <summary>The height of the part.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Height { get; }

    /// <summary>The width of the part.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Width { get; }

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <inheritdoc/>
    private protected override bool ActsAlways => true;

    // Masks are interpolated where images are enlarged, as in Keras.
    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask)
    {
        x = x.Cast(ComputeDType);
        return IsSmall(x.Shape[1], x.Shape[2])
            ? Ops.Image.Resize(x, (Height, Width), cropToAspectRatio: true)
            : Middle(Middle(x, 1, Height), 2, Width);
    }

    private protected override (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation)
    {
        (long rows, long columns) = transformation.Size;
        (int height, int width) = (Height, Width);
        (Symbol top, Symbol left) = (First(transformation.Height, height), First(transformation.Width, width));
        if (IsSmall(rows, columns))
        {
            if (rows < 0 || columns < 0)
                throw new ShapeException(
                    $"CenterCrop '{Name}': expected images of known height and width beside bounding boxes, got [{rows}, {columns}].");
            height = (int)Math.Max(Math.Min(rows, columns * Height / Width), 1);
            width = (int)Math.Max(Math.Min(columns, rows * Width / Height), 1);
            (top, left) = (First(transformation.Height, height), First(transformation.Width, width));
        }

        return BoundingBoxes.Cut(boxes, labels, BoundingBoxFormat!, transformation, (top, left), (height, width), (Height, Width));

        static Symbol First(Symbol all, int part) => RawOps.FloorDiv(all - all.Number(part), all.Number(2));
    }

    // Of a size that is not known, images are taken for large enough, as in Keras.
    private bool IsSmall(long rows, long columns) => (rows >= 0 && rows < Height) || (columns >= 0 && columns < Width);

    private static Symbol Middle(Symbol x, int axis, int length)
    {
        Symbol zero = x.Graph.Constant(0, DType.Int32), all = x.Graph.Constant(-1, DType.Int32);
        Symbol first = x.Shape[axis] >= 0
            ? x.Graph.Constant((x.Shape[axis] - length) / 2, DType.Int32)
            : RawOps.FloorDiv(Ops.Shape(x, axis) - length, zero.Number(2));
        Symbol[] begin = [.. Enumerable.Repeat(zero, x.Rank)], size = [.. Enumerable.Repeat(all, x.Rank)];
        (begin[axis], size[axis]) = (first, x.Graph.Constant(length, DType.Int32));
        long[] shape = [.. x.Shape];
        shape[axis] = length;
        return RawOps.Slice(x, RawOps.Pack(begin), RawOps.Pack(size)).WithShape([.. shape]);
    }
}
