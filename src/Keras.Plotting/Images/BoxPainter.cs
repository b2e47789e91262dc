using System.Globalization;
using Keras.Plotting.Pictures;
using SkiaSharp;
using TensorFlow;

namespace Keras.Plotting.Images;

/// <summary>Draws bounding boxes into images.</summary>
internal sealed class BoxPainter(string format, (byte R, byte G, byte B) color, int lineThickness, int textThickness, double fontScale)
{
    // Of the font that Keras writes in (OpenCV's Hershey Simplex) capitals are so high at scale 1.
    private const double CapitalHeight = 21, CapitalPart = 0.73;

    /// <summary>Whether names stand below boxes. Default: false, above.</summary>
    public bool IsNamedBelow { get; init; }

    public void Draw(PixelBatch images, BoundingBoxes boxes, IReadOnlyDictionary<int, string>? classNames)
    {
        using Tensor places = Floats(boxes.Boxes), labels = Floats(boxes.Labels);
        using Tensor? confidences = boxes.Confidences is null ? null : Floats(boxes.Confidences);
        Shape shape = places.Shape;
        if (shape.Rank != 3 || shape[0] != images.Images.Length || shape[2] != 4)
            throw new ShapeException($"Expected boxes of shape [{images.Images.Length}, boxes, 4], got {shape}.");
        if (labels.Shape != shape[..2] || (confidences is not null && confidences.Shape != shape[..2]))
            throw new ShapeException($"Expected a label, and a confidence if there is any, for each box, {shape[..2]}, got {labels.Shape}"
                + $"{(confidences is null ? "" : $" and {confidences.Shape}")}.");
        int count = (int)shape[1];
        for (int i = 0; i < images.Images.Length; i++)
        {
            for (int b = 0; b < count; b++)
            {
                int at = (i * count) + b, label = (int)labels.AsSpan<float>()[at];
                if (label == -1)
                    continue;
                var sides = BoxFormat.ToSides(places.AsSpan<float>().Slice(at * 4, 4), format, images.Height, images.Width);
                (int left, int top, int right, int bottom) = ((int)sides.Left, (int)sides.Top, (int)sides.Right, (int)sides.Bottom);
                Frame(images, images.Images[i], left, top, right, bottom);
                if (classNames?.TryGetValue(label, out string? name) != true)
                    continue;
                string text = confidences is null ? name! : string.Create(
                    CultureInfo.InvariantCulture, $"{name} | {confidences.AsSpan<float>()[at]:F2}");
                Write(images, images.Images[i], text, left, top, bottom);
            }
        }
    }

    private static Tensor Floats(Data data)
    {
        Tensor tensor = data.ToTensor();
        return tensor.Cast(DType.Float32);
    }

    private void Frame(PixelBatch images, byte[] pixels, int left, int top, int right, int bottom)
    {
        int before = (lineThickness - 1) / 2, after = lineThickness - 1 - before;
        Fill(left - before, top - before, right + after, top + after);
        Fill(left - before, bottom - before, right + after, bottom + after);
        Fill(left - before, top - before, left + after, bottom + after);
        Fill(right - before, top - before, right + after, bottom + after);

        void Fill(int x1, int y1, int x2, int y2)
        {
            for (int y = Math.Max(0, y1); y <= Math.Min(images.Height - 1, y2); y++)
            {
                for (int x = Math.Max(0, x1); x <= Math.Min(images.Width - 1, x2); x++)
                {
                    int at = ((y * images.Width) + x) * 3;
                    (pixels[at], pixels[at + 1], pixels[at + 2]) = color;
                }
            }
        }
    }

    // Above the box as in Keras, or inside where there is no room; not beyond the right side of the image, as long as it is wide enough.
    private void Write(PixelBatch images, byte[] pixels, string text, int left, int top, int bottom)
    {
        int height = (int)(fontScale * 24);
        using SKFont font = Typefaces.Font((float)(CapitalHeight / CapitalPart * fontScale), isBold: textThickness > 1);
        bool isOutside = IsNamedBelow ? bottom + 8 + height < images.Height : top - 8 - height > 0;
        int y = (IsNamedBelow, isOutside) switch
        {
            (false, true) => top - 8,
            (false, false) => top + height + textThickness + 3,
            (true, true) => bottom + 6 + height,
            (true, false) => bottom - textThickness - 5,
        };
        int x = Math.Max(0, Math.Min(isOutside ? left : left + 3, images.Width - 2 - (int)Math.Ceiling(font.MeasureText(text))));
        using SKBitmap letters = new(new SKImageInfo(images.Width, images.Height, SKColorType.Alpha8, SKAlphaType.Premul));
        using (SKCanvas canvas = new(letters))
        {
            canvas.Clear(SKColors.Transparent);
            using SKPaint paint = new() { IsAntialias = true, Color = SKColors.White };
            canvas.DrawText(text, x, y, font, paint);
        }

        ReadOnlySpan<byte> cover = letters.GetPixelSpan();
        for (int row = 0; row < images.Height; row++)
        {
            for (int column = 0; column < images.Width; column++)
                Blend(pixels.AsSpan(((row * images.Width) + column) * 3, 3), cover[(row * letters.RowBytes) + column]);
        }
    }

    private void Blend(Span<byte> pixel, int cover)
    {
        pixel[0] = (byte)(((pixel[0] * (255 - cover)) + (color.R * cover)) / 255);
        pixel[1] = (byte)(((pixel[1] * (255 - cover)) + (color.G * cover)) / 255);
        pixel[2] = (byte)(((pixel[2] * (255 - cover)) + (color.B * cover)) / 255);
    }
}
