using SkiaSharp;

namespace Keras.Plotting.Models;

/// <summary>A line of straight and curved pieces.</summary>
internal sealed class ArrowPath : IDisposable
{
    public SKPath Path { get; } = new();

    public void Begin(SKPoint point) => Path.MoveTo(point);

    public void Line(SKPoint to) => Path.LineTo(to);

    /// <summary>A curve that begins and ends in the direction of the layers.</summary>
    public void Curve(SKPoint from, SKPoint to, bool isTurned)
    {
        SKPoint middle = new((from.X + to.X) / 2, (from.Y + to.Y) / 2);
        if (isTurned)
            Path.CubicTo(new(middle.X, from.Y), new(middle.X, to.Y), to);
        else
            Path.CubicTo(new(from.X, middle.Y), new(to.X, middle.Y), to);
    }

    public void Dispose() => Path.Dispose();
}
