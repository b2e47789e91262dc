using Keras.Plotting.Pictures;
using ScottPlot;
using SkiaSharp;

namespace Keras.Plotting.Charts;

/// <summary>Charts side by side in one picture.</summary>
internal static class ChartPicture
{
    private const int MostColumns = 3;

    public static Plot NewChart(string title, string x, string y)
    {
        Typefaces.EnsureKnownToCharts();
        Plot chart = new();
        chart.Title(title);
        chart.XLabel(x);
        chart.YLabel(y);
        chart.Font.Set(Typefaces.FamilyName);
        return chart;
    }

    /// <summary>The picture of charts, each of a size in pixels.</summary>
    public static Picture Of(IReadOnlyList<Plot> charts, int width, int height)
    {
        int columns = Math.Min(charts.Count, MostColumns), rows = (charts.Count + columns - 1) / columns;
        return new(columns * width, rows * height, Draw) { Charts = charts };

        void Draw(SKCanvas canvas)
        {
            for (int i = 0; i < charts.Count; i++)
            {
                canvas.Save();
                canvas.Translate(i % columns * width, i / columns * height);
                canvas.ClipRect(SKRect.Create(width, height));
                charts[i].Render(canvas, width, height);
                canvas.Restore();
            }
        }
    }
}
