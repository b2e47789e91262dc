using Keras.Plotting.Pictures;
using ScottPlot;
using SkiaSharp;

namespace Keras.Plotting.Charts;

/// <summary>Charts side by side in one picture.</summary>
internal static class ChartPicture
{
    private const int MostColumns = 3, TitleMargin = 16;
    private const float SmallestTitle = 9;

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
        foreach (Plot chart in charts)
            FitTitle(chart.Axes.Title.Label, width - TitleMargin);
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

    // A long title is made smaller, then loses its beginning: of a path the end tells most.
    private static void FitTitle(LabelStyle title, float width)
    {
        using SKFont font = Typefaces.Font(title.FontSize, title.Bold);
        float needed = font.MeasureText(title.Text);
        if (needed <= width)
            return;
        title.FontSize = font.Size = Math.Max(SmallestTitle, title.FontSize * width / needed);
        string text = title.Text;
        while (text.Length > 1 && font.MeasureText("…" + text) > width)
            text = text[1..];
        if (font.MeasureText(title.Text) > width)
            title.Text = "…" + text;
    }
}
