using System.Text;
using ScottPlot;
using SkiaSharp;

namespace Keras.Plotting;

/// <summary>A picture: <see cref="Save"/> writes it to a file, and notebooks show it.</summary>
public sealed class Picture
{
    private const int Quality = 95;
    private readonly Action<SKCanvas> draw;
    private readonly double scale;

    /// <param name="width">The width in the units of what draws.</param>
    /// <param name="height">The height.</param>
    /// <param name="draw">Draws the picture; called for each file anew.</param>
    /// <param name="scale">The pixels of a unit.</param>
    /// <param name="background">The color behind; none for a transparent picture.</param>
    internal Picture(double width, double height, Action<SKCanvas> draw, double scale = 1, SKColor? background = null)
    {
        (this.draw, this.scale) = (draw, scale);
        Width = Math.Max(1, (int)Math.Ceiling(width * scale));
        Height = Math.Max(1, (int)Math.Ceiling(height * scale));
        Background = background ?? SKColors.White;
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The charts of the picture, to be changed before it is saved; none for pictures of models and images.</summary>
    public IReadOnlyList<Plot> Charts { get; internal init; } = [];

    private SKColor Background { get; }

    /// <summary>Writes the picture to a file, at once: an old one stays where writing fails.</summary>
    /// <param name="path">The file, whose extension tells the kind: .png, .svg, .jpg, .jpeg or .webp.</param>
    /// <exception cref="ArgumentException">The extension is another.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PNG" => ToPng(),
            ".SVG" => Encoding.UTF8.GetBytes(ToSvg()),
            ".JPG" or ".JPEG" => Encode(SKEncodedImageFormat.Jpeg),
            ".WEBP" => Encode(SKEncodedImageFormat.Webp),
            _ => throw new ArgumentException(
                $"A picture is saved as .png, .svg, .jpg, .jpeg or .webp, got '{Path.GetFileName(path)}'; give one of these extensions.",
                nameof(path)),
        };
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
            Directory.CreateDirectory(directory);
        string unfinished = path + ".unfinished";
        try
        {
            File.WriteAllBytes(unfinished, bytes);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Gets the picture as a PNG file.</summary>
    public byte[] ToPng() => Encode(SKEncodedImageFormat.Png);

    /// <summary>Gets the picture as an SVG document.</summary>
    public string ToSvg()
    {
        using MemoryStream stream = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), stream))
            Draw(canvas);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The size in pixels.</summary>
    public override string ToString() => $"Picture, {Width} × {Height} pixels";

    private byte[] Encode(SKEncodedImageFormat format)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Width, Height));
        if (surface is null)
            throw new InvalidOperationException($"A picture of {Width} × {Height} pixels is too large; make a smaller one.");
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(format, Quality);
        return data.ToArray();
    }

    private void Draw(SKCanvas canvas)
    {
        canvas.Clear(Background);
        canvas.Scale((float)scale);
        draw(canvas);
    }
}
