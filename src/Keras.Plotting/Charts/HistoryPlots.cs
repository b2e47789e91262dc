using Keras.Plotting.Charts;
using ScottPlot;

namespace Keras.Plotting;

/// <summary>The curves of a training.</summary>
public static class HistoryPlots
{
    private const int Width = 520, Height = 380;
    private const double Margin = 0.05;
    private const string Validation = "val_";

    /// <summary>
    /// Draws the curves of a training: a chart for the loss and for each metric, with a curve for training and one for validation. A metric
    /// of several values has a curve for each.
    /// </summary>
    /// <param name="history">The history that <c>Fit</c> returned.</param>
    /// <param name="path">Where the picture is saved, too: .png, .svg, .jpg or .webp; null for nowhere.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidOperationException">No epoch was finished.</exception>
    public static Picture Plot(this History history, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Epochs.Count == 0)
            throw new InvalidOperationException(
                "The history has no finished epoch, so there are no curves to draw; train at least one epoch.");
        IEnumerable<string> names = history.Keys.Select(WithoutPrefix).Distinct()
            .OrderBy(n => n != "loss").ThenBy(n => n, StringComparer.Ordinal);
        Picture picture = ChartPicture.Of([.. names.Select(n => Chart(history, n))], Width, Height);
        if (path is not null)
            picture.Save(path);
        return picture;
    }

    private static Plot Chart(History history, string name)
    {
        Plot chart = ChartPicture.NewChart(name, "epoch", "");
        int curves = Add(history, chart, name, "training", LinePattern.Solid)
            + Add(history, chart, Validation + name, "validation", LinePattern.Dashed);
        // Epochs are integers, and one of them is a point.
        chart.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        Bound(chart);
        if (curves > 1)
            LegendPlace.Show(chart, (Width, Height), Alignment.UpperRight, Alignment.LowerRight, Alignment.LowerLeft, Alignment.UpperLeft);
        return chart;
    }

    private static int Add(History history, Plot chart, string name, string legend, LinePattern pattern)
    {
        // Validation may be less frequent than epochs.
        (double Epoch, IReadOnlyList<double> Values)[] points = [.. history.Epochs.Zip(history.EpochLogs)
            .Where(p => p.Second.Names.Contains(name)).Select(p => (p.First + 1.0, p.Second.GetValues(name)))];
        int count = points.Length == 0 ? 0 : points.Max(p => p.Values.Count);
        for (int i = 0; i < count; i++)
        {
            double[] epochs = [.. points.Select(p => p.Epoch)];
            double[] values = [.. points.Select(p => i < p.Values.Count && double.IsFinite(p.Values[i]) ? p.Values[i] : double.NaN)];
            var curve = chart.Add.Scatter(epochs, values);
            curve.LegendText = count == 1 ? legend : $"{legend} {i}";
            // A value has one color in training and validation.
            if (count > 1)
                curve.Color = chart.Add.Palette.GetColor(i);
            curve.LinePattern = pattern;
            curve.LineWidth = 2;
            curve.MarkerSize = points.Length > 30 ? 0 : 5;
        }

        return count;
    }

    private static void Bound(Plot chart)
    {
        Coordinates[] points = [.. chart.GetPlottables<ScottPlot.Plottables.Scatter>().SelectMany(s => s.Data.GetScatterPoints())
            .Where(p => double.IsFinite(p.Y))];
        if (points.Length == 0)
            return;
        (double left, double right) = Margins(points.Min(p => p.X), points.Max(p => p.X), alone: 1);
        (double bottom, double top) = Margins(points.Min(p => p.Y), points.Max(p => p.Y), Math.Max(0.01, Math.Abs(points[0].Y) * 0.1));
        chart.Axes.SetLimits(left, right, bottom, top);
    }

    // What is all the same has some room around it.
    private static (double Low, double High) Margins(double low, double high, double alone)
    {
        double margin = low == high ? alone : (high - low) * Margin;
        return (low - margin, high + margin);
    }

    private static string WithoutPrefix(string name) =>
        name.StartsWith(Validation, StringComparison.Ordinal) ? name[Validation.Length..] : name;
}
