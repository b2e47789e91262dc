using Keras.Plotting.Pictures;
using SkiaSharp;

namespace Keras.Plotting.Models;

/// <summary>Draws a diagram.</summary>
internal sealed class DiagramPicture
{
    private const float Margin = 8, FrameSide = 14, FrameLabel = 32, LabelSize = 14, Arrow = 10, LineWidth = 2;
    private readonly DiagramLayout layout;
    private readonly ModelPlotOptions options;
    private readonly bool isTurned;
    private readonly bool isReversed;

    public DiagramPicture(ModelDiagram diagram, ModelPlotOptions options)
    {
        this.options = options;
        isTurned = options.RankDir is "LR" or "RL";
        isReversed = options.RankDir is "BT" or "RL";
        // The label of a nested model is at the top of the picture, wherever that is in the layout.
        SKRect frame = (isTurned, isReversed) switch
        {
            (false, false) => new(FrameSide, FrameLabel, FrameSide, FrameSide),
            (false, true) => new(FrameSide, FrameSide, FrameSide, FrameLabel),
            _ => new(FrameLabel, FrameSide, FrameSide, FrameSide),
        };
        layout = new(diagram, options, frame, isTurned);
    }

    public Picture ToPicture()
    {
        const double pointsPerInch = 72;
        double width = (isTurned ? layout.Height : layout.Width) + (2 * Margin),
            height = (isTurned ? layout.Width : layout.Height) + (2 * Margin);
        return new(width, height, Draw, options.Dpi / pointsPerInch);
    }

    private void Draw(SKCanvas canvas)
    {
        using SKPaint paint = new() { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        foreach ((string name, SKRect place) in layout.Clusters)
            DrawCluster(canvas, paint, name, Turned(place));
        foreach (SKPoint[] route in layout.Routes)
            DrawArrow(canvas, [.. route.Select(Turned)]);
        foreach ((BoxContent content, _, SKRect place) in layout.Boxes)
            content.Draw(canvas, Turned(place));
    }

    private static void DrawCluster(SKCanvas canvas, SKPaint paint, string name, SKRect place)
    {
        using SKPathEffect dashes = SKPathEffect.CreateDash([5, 4], 0);
        paint.PathEffect = dashes;
        canvas.DrawRect(place, paint);
        paint.PathEffect = null;
        using SKPaint ink = new() { IsAntialias = true, Color = SKColors.Black };
        using SKFont font = Typefaces.Font(LabelSize);
        canvas.DrawText(name, place.Left + 8, place.Top + 20, font, ink);
    }

    private void DrawArrow(SKCanvas canvas, SKPoint[] points)
    {
        SKPoint tip = points[^1], before = points.Reverse().First(p => p != tip);
        SKPoint direction = new(tip.X - before.X, tip.Y - before.Y);
        float length = direction.Length;
        direction = new(direction.X / length, direction.Y / length);
        SKPoint foot = new(tip.X - (direction.X * Arrow), tip.Y - (direction.Y * Arrow));
        points[^1] = foot;
        using SKPaint paint = new() { IsAntialias = true, StrokeWidth = LineWidth, StrokeJoin = SKStrokeJoin.Round };
        paint.Style = SKPaintStyle.Stroke;
        using ArrowPath path = new();
        path.Begin(points[0]);
        for (int i = 1; i < points.Length; i++)
        {
            if (options.Splines is "curved" or "spline")
                path.Curve(points[i - 1], points[i], isTurned);
            else
                path.Line(points[i]);
        }

        canvas.DrawPath(path.Path, paint);
        using ArrowPath head = new();
        const float half = Arrow * 0.4f;
        head.Begin(tip);
        head.Line(new(foot.X - (direction.Y * half), foot.Y + (direction.X * half)));
        head.Line(new(foot.X + (direction.Y * half), foot.Y - (direction.X * half)));
        paint.Style = SKPaintStyle.Fill;
        canvas.DrawPath(head.Path, paint);
    }

    private SKPoint Turned(SKPoint point)
    {
        double y = isReversed ? layout.Height - point.Y : point.Y;
        return isTurned ? new((float)y + Margin, point.X + Margin) : new(point.X + Margin, (float)y + Margin);
    }

    private SKRect Turned(SKRect place)
    {
        SKPoint a = Turned(new SKPoint(place.Left, place.Top)), b = Turned(new SKPoint(place.Right, place.Bottom));
        return new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y));
    }
}
