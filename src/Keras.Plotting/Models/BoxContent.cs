using Keras.Plotting.Pictures;
using SkiaSharp;

namespace Keras.Plotting.Models;

/// <summary>The rows of a layer's box, as the table of Keras's <c>plot_model</c>: measured in points, and drawn.</summary>
internal sealed class BoxContent
{
    private const float TitleSize = 16, TextSize = 14, Padding = 10, Line = 1;
    private static readonly SKColor ForestGreen = new(0x22, 0x8B, 0x22), FireBrick = new(0xB2, 0x22, 0x22);
    private readonly List<Cell[]> rows = [];

    public BoxContent(DiagramBox box, ModelPlotOptions options)
    {
        bool showsNames = options.ShowLayerNames ?? false;
        rows.Add([new([new(showsNames ? box.Name : box.ClassName, true), new(showsNames ? $" ({box.ClassName})" : "", false)],
            TitleSize, SKColors.White, SKColors.Black)]);
        if (options.ShowLayerActivations && box.Activation is { } activation)
            rows.Add([Labeled("Activation: ", activation)]);
        List<Cell> cells = [];
        if (options.ShowShapes && !box.IsInput)
            cells.Add(Labeled("Input shape: ", box.InputShape));
        if (options.ShowShapes)
            cells.Add(Labeled("Output shape: ", box.OutputShape));
        if (options.ShowDType)
            cells.Add(Labeled("Output dtype: ", box.OutputDType));
        if (options.ShowTrainable && box.Trainable is { } trainable)
        {
            cells.Add(new([new(trainable ? "Trainable" : "Non-trainable", true)],
                TextSize, SKColors.White, trainable ? ForestGreen : FireBrick));
        }

        if (cells.Count > 0)
            rows.Add([.. cells]);
        Width = rows.Max(r => r.Sum(c => c.Width)) + (2 * Line);
        Height = rows.Sum(RowHeight) + (2 * Line);
    }

    public float Width { get; }

    public float Height { get; }

    public void Draw(SKCanvas canvas, SKRect place)
    {
        using SKPaint paint = new() { IsAntialias = true, Color = SKColors.Black };
        canvas.DrawRect(place, paint);
        float y = place.Top + Line;
        foreach (Cell[] row in rows)
        {
            // What a row is narrower than the box is shared among its cells.
            float x = place.Left + Line, spare = (place.Width - (2 * Line) - row.Sum(c => c.Width)) / row.Length, height = RowHeight(row);
            foreach (Cell cell in row)
            {
                SKRect area = SKRect.Create(x, y, cell.Width + spare, height);
                paint.Color = cell.Background;
                canvas.DrawRect(SKRect.Inflate(area, -Line / 2, -Line / 2), paint);
                cell.DrawText(canvas, area, paint);
                x += area.Width;
            }

            y += height;
        }
    }

    private static Cell Labeled(string label, string value) =>
        new([new(label, false), new(value, true)], TextSize, SKColors.Black, SKColors.White);

    private static float RowHeight(Cell[] row) => row.Max(c => c.Size) + (2 * Padding);

    private readonly record struct Part(string Text, bool IsBold);

    private sealed record Cell(Part[] Parts, float Size, SKColor Color, SKColor Background)
    {
        public float Width { get; } = Parts.Sum(p => Measured(p, Size)) + (2 * Padding);

        public void DrawText(SKCanvas canvas, SKRect area, SKPaint paint)
        {
            float x = area.MidX - ((Width - (2 * Padding)) / 2);
            paint.Color = Color;
            foreach (Part part in Parts)
            {
                using SKFont font = Typefaces.Font(Size, part.IsBold);
                canvas.DrawText(part.Text, x, area.MidY + (Size * 0.36f), font, paint);
                x += font.MeasureText(part.Text);
            }
        }

        private static float Measured(Part part, float size)
        {
            using SKFont font = Typefaces.Font(size, part.IsBold);
            return font.MeasureText(part.Text);
        }
    }
}
