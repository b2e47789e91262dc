using Keras.Plotting.Pictures;
using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace Keras.Plotting.Charts;

/// <summary>Puts the legend of curves into a corner where it covers none of them; beside the chart where there is none.</summary>
internal static class LegendPlace
{
    // What a legend and the axes need besides the text, in pixels.
    private const int Frame = 60, LineHeight = 21, Axes = 75, Heads = 100;
    private const float FontSize = 12;
    private const int StepsOfALine = 64;

    /// <summary>Shows the legend.</summary>
    /// <param name="chart">A chart whose limits are set.</param>
    /// <param name="size">The chart's width and height in pixels.</param>
    /// <param name="corners">The corners, the preferred one first.</param>
    public static void Show(Plot chart, (int Width, int Height) size, params ReadOnlySpan<Alignment> corners)
    {
        Scatter[] curves = [.. chart.GetPlottables<Scatter>()];
        using SKFont font = Typefaces.Font(FontSize);
        double width = (curves.Max(c => font.MeasureText(c.LegendText)) + Frame) / (size.Width - Axes);
        double height = ((curves.Length * LineHeight) + (LineHeight / 2)) / (double)(size.Height - Heads);
        AxisLimits limits = chart.Axes.GetLimits();
        (double X, double Y)[] points = [.. curves.SelectMany(c => Points(c, limits))];
        foreach (Alignment corner in corners)
        {
            if (points.Any(p => IsCovered(p, corner, width, height)))
                continue;
            chart.ShowLegend(corner);
            return;
        }

        chart.ShowLegend(Edge.Right);
    }

    private static bool IsCovered((double X, double Y) point, Alignment corner, double width, double height) =>
        (corner is Alignment.LowerLeft or Alignment.UpperLeft ? point.X < width : point.X > 1 - width)
        && (corner is Alignment.LowerLeft or Alignment.LowerRight ? point.Y < height : point.Y > 1 - height);

    // Points along a curve, as parts of the chart's width and height.
    private static IEnumerable<(double X, double Y)> Points(Scatter curve, AxisLimits limits)
    {
        (double X, double Y)[] ends = [.. curve.Data.GetScatterPoints().Select(p =>
            ((p.X - limits.Left) / limits.HorizontalSpan, (p.Y - limits.Bottom) / limits.VerticalSpan))];
        for (int i = 0; i < ends.Length; i++)
        {
            yield return ends[i];
            // Long lines are drawn between few points.
            int steps = i + 1 < ends.Length && ends.Length < StepsOfALine ? StepsOfALine : 0;
            for (int step = 1; step < steps; step++)
            {
                double part = step / (double)steps;
                yield return (ends[i].X + ((ends[i + 1].X - ends[i].X) * part), ends[i].Y + ((ends[i + 1].Y - ends[i].Y) * part));
            }
        }
    }
}
