using Keras.Plotting.Pictures;
using SkiaSharp;

namespace Keras.Plotting.Images;

/// <summary>Images in rows, each with a line of text above it.</summary>
internal static class ImageGrid
{
    private const int TitleHeight = 18, LineHeight = 13, LegendHeight = 26, Gap = 4;
    private const float TextSize = 11;

    public static Picture Draw(
        PixelBatch images, int columns, int rows, double cell, IReadOnlyList<(string[] Parts, bool IsWrong)>? parts,
        IReadOnlyList<(string Text, SKColor Color)>? legend)
    {
        double scale = cell / Math.Max(images.Width, images.Height);
        float width = (float)(images.Width * scale), height = (float)(images.Height * scale);
        (string[] Lines, bool IsWrong)[]? titles = parts is null ? null : Lines(parts, width);
        float titleHeight = titles is null ? 0 : TitleHeight + ((titles.Max(t => t.Lines.Length) - 1) * LineHeight);
        float titleSize = titles is null ? 0 : FittingSize(titles, width);
        float rowHeight = height + Gap + titleHeight;
        float total = (rows * rowHeight) + Gap;
        return new((columns * (width + Gap)) + Gap, total + (legend is null ? 0 : LegendHeight), Paint);

        void Paint(SKCanvas canvas)
        {
            for (int i = 0; i < Math.Min(images.Images.Length, columns * rows); i++)
            {
                float x = Gap + (i % columns * (width + Gap)), y = Gap + (i / columns * rowHeight);
                if (titles is not null)
                {
                    DrawTitle(canvas, titles[i], SKRect.Create(x, y, width, titleHeight), titleSize);
                    y += titleHeight;
                }

                using SKImage image = ToImage(images.Images[i], images.Width, images.Height);
                canvas.DrawImage(image, SKRect.Create(x, y, width, height), new SKSamplingOptions(SKFilterMode.Nearest));
            }

            if (legend is not null)
                DrawLegend(canvas, legend, total);
        }
    }

    // One line where all titles have room in one, else a line for each part.
    private static (string[] Lines, bool IsWrong)[] Lines(IReadOnlyList<(string[] Parts, bool IsWrong)> titles, float width)
    {
        const string between = "  ";
        using SKFont font = Typefaces.Font(TextSize);
        bool isOne = titles.All(t => font.MeasureText(string.Join(between, t.Parts)) <= width);
        return [.. titles.Select(t => (isOne ? [string.Join(between, t.Parts)] : t.Parts, t.IsWrong))];
    }

    // All titles of a picture have letters of one size, as large as the longest one allows.
    private static float FittingSize(IReadOnlyList<(string[] Lines, bool IsWrong)> titles, float width)
    {
        using SKFont font = Typefaces.Font(TextSize);
        float widest = titles.SelectMany(t => t.Lines).Max(l => font.MeasureText(l));
        return widest <= width ? TextSize : TextSize * width / widest;
    }

    private static void DrawTitle(SKCanvas canvas, (string[] Lines, bool IsWrong) title, SKRect area, float size)
    {
        using SKFont font = Typefaces.Font(size);
        using SKPaint paint = new() { IsAntialias = true, Color = title.IsWrong ? new SKColor(0xC6, 0x28, 0x28) : SKColors.Black };
        for (int i = 0; i < title.Lines.Length; i++)
        {
            float bottom = area.Bottom - 5 - ((title.Lines.Length - 1 - i) * LineHeight);
            canvas.DrawText(title.Lines[i], area.MidX - (font.MeasureText(title.Lines[i]) / 2), bottom, font, paint);
        }
    }

    private static void DrawLegend(SKCanvas canvas, IReadOnlyList<(string Text, SKColor Color)> legend, float top)
    {
        using SKFont font = Typefaces.Font(TextSize);
        using SKPaint paint = new() { IsAntialias = true };
        float x = Gap;
        foreach ((string text, SKColor color) in legend)
        {
            paint.Color = color;
            canvas.DrawRect(SKRect.Create(x, top + 6, 14, 12), paint);
            paint.Color = SKColors.Black;
            canvas.DrawText(text, x + 19, top + 16, font, paint);
            x += 30 + font.MeasureText(text);
        }
    }

    private static SKImage ToImage(byte[] rgb, int width, int height)
    {
        byte[] rgba = new byte[width * height * 4];
        for (int p = 0; p < width * height; p++)
        {
            rgb.AsSpan(p * 3, 3).CopyTo(rgba.AsSpan(p * 4));
            rgba[(p * 4) + 3] = byte.MaxValue;
        }

        return SKImage.FromPixelCopy(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
    }
}
