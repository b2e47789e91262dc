namespace Keras.Plotting.Images;

/// <summary>Keras's formats of bounding boxes.</summary>
internal static class BoxFormat
{
    private const string Relative = "rel_";
    private static readonly string[] Known = ["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw"];

    /// <summary>The left, upper, right and lower side of a box.</summary>
    /// <exception cref="ArgumentException">The format is not known.</exception>
    public static (double Left, double Top, double Right, double Bottom) ToSides(ReadOnlySpan<float> box, string format, int height,
        int width)
    {
        bool isRelative = format.StartsWith(Relative, StringComparison.Ordinal);
        (double x, double y) = isRelative ? (width, height) : (1, 1);
        (double a, double b, double c, double d) = (box[0], box[1], box[2], box[3]);
        (double Left, double Top, double Right, double Bottom) sides = (isRelative ? format[Relative.Length..] : format) switch
        {
            "xyxy" => (a, b, c, d),
            "yxyx" => (b, a, d, c),
            "xywh" => (a, b, a + c, b + d),
            "center_xywh" => (a - (c / 2), b - (d / 2), a + (c / 2), b + (d / 2)),
            "center_yxhw" => (b - (d / 2), a - (c / 2), b + (d / 2), a + (c / 2)),
            _ => throw new ArgumentException(
                $"Expected a format of bounding boxes, {string.Join(", ", Known.Select(k => $"\"{k}\""))}, "
                + $"or one with \"{Relative}\" before it, "
                + $"got \"{format}\".", nameof(format)),
        };
        return (sides.Left * x, sides.Top * y, sides.Right * x, sides.Bottom * y);
    }
}
