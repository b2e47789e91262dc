using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Bounding boxes of the images of a batch, <c>[batch, boxes, 4]</c>, on their way between the formats: computations use the corners left,
/// top, right, bottom in pixels.
/// </summary>
internal static class BoundingBoxes
{
    private static readonly string[] Formats =
        ["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"];

    /// <summary>The format in lower case, if there is one of the name.</summary>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static string? Check(string? format, string owner)
    {
        if (format is null)
            return null;
        string lower = format.ToLowerInvariant();
        return Formats.Contains(lower) ? lower : throw new ArgumentException(
            $"{owner}: expected the bounding box format {string.Join(", ", Formats[..^1])} or {Formats[^1]}, got '{format}'.",
            nameof(format));
    }

    /// <summary>The corners in pixels, float32.</summary>
    public static Symbol ToCorners(Symbol boxes, string format, Symbol height, Symbol width)
    {
        Symbol[] p = Parts(boxes.Cast(DType.Float32));
        (Symbol left, Symbol top, Symbol right, Symbol bottom) = WithoutRelation(format) switch
        {
            "yxyx" => (p[1], p[0], p[3], p[2]),
            "xywh" => (p[0], p[1], p[0] + p[2], p[1] + p[3]),
            "center_xywh" => Around(p[0], p[1], p[2], p[3]),
            "center_yxhw" => Around(p[1], p[0], p[3], p[2]),
            _ => (p[0], p[1], p[2], p[3]),
        };
        Symbol corners = RawOps.Pack([left, top, right, bottom], -1);
        return IsRelative(format) ? corners * Sizes(height, width) : corners;
    }

    /// <summary>Boxes in a format from corners in pixels.</summary>
    public static Symbol FromCorners(Symbol corners, string format, Symbol height, Symbol width)
    {
        Symbol[] p = Parts(IsRelative(format) ? corners / Sizes(height, width) : corners);
        (Symbol left, Symbol top, Symbol right, Symbol bottom) = (p[0], p[1], p[2], p[3]);
        (Symbol boxWidth, Symbol boxHeight) = (right - left, bottom - top);
        Symbol[] parts = WithoutRelation(format) switch
        {
            "yxyx" => [top, left, bottom, right],
            "xywh" => [left, top, boxWidth, boxHeight],
            "center_xywh" => [left + (boxWidth / 2), top + (boxHeight / 2), boxWidth, boxHeight],
            "center_yxhw" => [top + (boxHeight / 2), left + (boxWidth / 2), boxHeight, boxWidth],
            _ => p,
        };
        return RawOps.Pack(parts, -1);
    }

    /// <summary>Corners cut at the edges of the image, and labels that are -1 where nothing is left of the box.</summary>
    public static (Symbol Corners, Symbol? Labels) Clip(Symbol corners, Symbol? labels, Symbol height, Symbol width)
    {
        Symbol sizes = Sizes(height, width);
        Symbol clipped = RawOps.Maximum(RawOps.Minimum(corners, sizes), sizes.Number(0));
        if (labels is not { } given)
            return (clipped, null);
        Symbol[] p = Parts(clipped);
        Symbol isLeft = RawOps.Greater((p[2] - p[0]) * (p[3] - p[1]), clipped.Number(0));

        // One row of numbers for each box; a list of numbers for all boxes broadcasts, as in Keras.
        if (given.Rank == clipped.Rank && (given.Shape[^2] != 1 || clipped.Shape[^2] is 1 or -1))
            isLeft = Ops.ExpandDims(isLeft, -1);
        return (clipped, RawOps.SelectV2(isLeft, given, Number(given, -1)));
    }

    /// <summary>A number in the type of labels or boxes; below 0 it wraps around in unsigned integers, as in Keras.</summary>
    public static Symbol Number(Symbol like, int value) => like.Graph.Constant(value, DType.Int32).Cast(like.DType);

    /// <summary>Boxes after a part of the images was cut out and brought to another size.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="labels">Their labels, or null.</param>
    /// <param name="format">The format of the boxes.</param>
    /// <param name="images">The images before.</param>
    /// <param name="start">The top and the left of the part: int32 scalars.</param>
    /// <param name="part">The height and width of the part.</param>
    /// <param name="size">The height and width that it is brought to.</param>
    public static (Symbol Boxes, Symbol? Labels) Cut(
        Symbol boxes,
        Symbol? labels,
        string format,
        ImageTransformation images,
        (Symbol Top, Symbol Left) start,
        (int Height, int Width) part,
        (int Height, int Width) size)
    {
        Symbol corners = ToCorners(boxes, format, images.Height, images.Width);
        Symbol first = RawOps.Pack([start.Left, start.Top, start.Left, start.Top]).Cast(corners.DType);
        Symbol length = RawOps.Pack(
            [corners.Number(part.Width), corners.Number(part.Height), corners.Number(part.Width), corners.Number(part.Height)]);
        (double x, double y) = ((double)size.Width / part.Width, (double)size.Height / part.Height);
        Symbol scale = RawOps.Pack([corners.Number(x), corners.Number(y), corners.Number(x), corners.Number(y)]);
        // Cut first, as in Keras: of a box at the edge exactly nothing is left.
        corners = (RawOps.Maximum(RawOps.Minimum(corners, first + length), first) - first) * scale;
        (Symbol rows, Symbol columns) = (boxes.Graph.Constant(size.Height, DType.Int32), boxes.Graph.Constant(size.Width, DType.Int32));
        (corners, labels) = Clip(corners, labels, rows, columns);
        return (FromCorners(corners, format, rows, columns), labels);
    }

    /// <summary>The four numbers of each box.</summary>
    public static Symbol[] Parts(Symbol boxes) => RawOps.Unpack(boxes, 4, -1);

    /// <summary>Width, height, width, height.</summary>
    private static Symbol Sizes(Symbol height, Symbol width)
    {
        (Symbol h, Symbol w) = (height.Cast(DType.Float32), width.Cast(DType.Float32));
        return RawOps.Pack([w, h, w, h], -1);
    }

    private static bool IsRelative(string format) => format.StartsWith("rel_", StringComparison.Ordinal);

    private static string WithoutRelation(string format) => IsRelative(format) ? format["rel_".Length..] : format;

    private static (Symbol Left, Symbol Top, Symbol Right, Symbol Bottom) Around(Symbol x, Symbol y, Symbol width, Symbol height) =>
        (x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));
}
