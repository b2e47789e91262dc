using ScottPlot;

namespace Keras.Plotting.Charts;

/// <summary>A histogram: the number of values in each of equal intervals.</summary>
internal static class HistogramChart
{
    public static Plot Of(string title, double[] values, int bins)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        string all = finite.Length == values.Length ? title : $"{title} ({values.Length - finite.Length} not finite)";
        Plot chart = ChartPicture.NewChart(all, "", "count");
        chart.Axes.Title.Label.FontSize = 12;
        chart.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        if (finite.Length == 0)
            return chart;
        double low = finite.Min(), high = finite.Max();
        // One value alone has an interval around it.
        if (low == high)
            (low, high) = (low - 0.5, high + 0.5);
        double width = (high - low) / bins;
        double[] counts = new double[bins];
        foreach (double value in finite)
            counts[Math.Clamp((int)((value - low) / width), 0, bins - 1)]++;
        chart.Add.Bars((Bar[])[.. counts.Select((count, i) => new Bar
        {
            Position = low + ((i + 0.5) * width), Value = count, Size = width, LineWidth = 0, FillColor = new Color(31, 119, 180),
        })]);
        chart.Axes.SetLimits(low - width, high + width, 0, Math.Max(1, counts.Max() * 1.05));
        return chart;
    }
}
