using System.Globalization;
using ScottPlot;

namespace Keras.Plotting.Charts;

/// <summary>A confusion matrix: a row for each true class, dark where many of it were predicted as a class.</summary>
internal static class ConfusionChart
{
    private const double DarkFrom = 0.5;
    private static readonly (byte R, byte G, byte B) Full = (8, 81, 156);

    public static Plot Of(int[,] counts, string[] names)
    {
        Plot chart = ChartPicture.NewChart("Confusion matrix", "predicted", "true");
        int classes = names.Length;
        for (int row = 0; row < classes; row++)
        {
            double total = Math.Max(1, Enumerable.Range(0, classes).Sum(c => counts[row, c]));
            for (int column = 0; column < classes; column++)
                AddCell(chart, column, classes - 1 - row, counts[row, column], counts[row, column] / total, classes);
        }

        double[] positions = [.. Enumerable.Range(0, classes).Select(i => (double)i)];
        chart.Axes.Bottom.SetTicks(positions, names);
        chart.Axes.Left.SetTicks(positions, [.. names.Reverse()]);
        chart.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
        chart.HideGrid();
        return chart;
    }

    private static void AddCell(Plot chart, double x, double y, int count, double part, int classes)
    {
        var cell = chart.Add.Rectangle(x - 0.5, x + 0.5, y - 0.5, y + 0.5);
        cell.FillColor = new Color(Mixed(Full.R, part), Mixed(Full.G, part), Mixed(Full.B, part));
        cell.LineColor = Colors.White;
        var text = chart.Add.Text(count.ToString(CultureInfo.InvariantCulture), x, y);
        text.LabelAlignment = Alignment.MiddleCenter;
        text.LabelFontColor = part > DarkFrom ? Colors.White : Colors.Black;
        text.LabelFontName = Pictures.Typefaces.FamilyName;
        text.LabelFontSize = Math.Clamp(160f / classes, 6, 20);
    }

    private static byte Mixed(byte color, double part) => (byte)Math.Round(255 - ((255 - color) * part));
}
