using Keras.Plotting.Charts;
using ScottPlot;

namespace Keras.Plotting;

/// <summary>The curves of a training.</summary>
public static class HistoryPlots
{
    private const int Width = 520, Height = 380;
    private const string Validation = "val_";

    /// <summary>
    /// Draws the curves of a training: a chart for the loss and for each metric, with a curve for training and one for validation. A
    /// metric of
    /// several values has a curve for each.
    /// </summary>
    /// <param name="history">What <c>Fit</c> returned.</param>
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
        // Epochs are whole numbers, and one of them is a point.
        chart.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        if (curves > 1)
            chart.ShowLegend();
        return chart;
    }

    private static int Add(History history, Plot chart, string name, string legend, LinePattern pattern)
    {
        if (!history.Keys.Contains(name))
            return 0;
        IReadOnlyList<IReadOnlyList<double>> values = history.Values(name);
        // Validation may be less frequent than epochs.
        double[] epochs = [.. Epochs(history, values.Count)];
        int count = values.Max(v => v.Count);
        for (int i = 0; i < count; i++)
        {
            var curve = chart.Add.Scatter(epochs, [.. values.Select(v => i < v.Count && double.IsFinite(v[i]) ? v[i] : double.NaN)]);
            curve.LegendText = count == 1 ? legend : $"{legend} {i}";
            curve.LinePattern = pattern;
            curve.LineWidth = 2;
            curve.MarkerSize = epochs.Length > 30 ? 0 : 5;
        }

        return count;
    }

    private static IEnumerable<double> Epochs(History history, int count)
    {
        int every = Math.Max(1, history.Epochs.Count / Math.Max(1, count));
        for (int i = 0; i < count; i++)
            yield return count == history.Epochs.Count ? history.Epochs[i] + 1
                : history.Epochs[Math.Min(((i + 1) * every) - 1, history.Epochs.Count - 1)] + 1;
    }

    private static string WithoutPrefix(string name) =>
        name.StartsWith(Validation, StringComparison.Ordinal) ? name[Validation.Length..] : name;
}
