using System.Globalization;
using Keras.Plotting.Pictures;
using ScottPlot;
using SkiaSharp;

namespace Keras.Plotting.Charts;

/// <summary>
/// A confusion matrix: a row for each true class, dark where many of it were predicted as a class. The cells keep a size in which their
/// numbers can be read, so the picture grows with the number of classes; of very many classes the cells have no numbers.
/// </summary>
internal sealed class ConfusionChart(int[,] counts, string[] names)
{
    private const double DarkFrom = 0.5;
    private const float TickSize = 12;
    private const int Extent = 430, FewestPixels = 28, LargestExtent = 1600, PixelsOfANumber = 20, PixelsOfATick = 15;
    // Around the cells: the axes' names and, above, the title.
    private const int Left = 46, Bottom = 46, Top = 44, Right = 16;
    private static readonly (byte R, byte G, byte B) Full = (8, 81, 156);

    private readonly int classes = names.Length;

    /// <summary>The picture.</summary>
    public Picture Draw()
    {
        double cell = Math.Max(Extent / (double)classes, Math.Min(FewestPixels, LargestExtent / (double)classes));
        using SKFont font = Typefaces.Font(TickSize);
        int widest = (int)Math.Ceiling(names.Max(n => font.MeasureText(n)));
        bool isTurned = widest > cell - 4 && cell >= PixelsOfATick;
        int side = (int)Math.Round(cell * classes), left = Left + widest, bottom = Bottom + (isTurned ? widest : (int)TickSize);
        Plot chart = ChartPicture.NewChart("Confusion matrix", "predicted", "true");
        for (int row = 0; row < classes; row++)
        {
            double total = Math.Max(1, Enumerable.Range(0, classes).Sum(c => counts[row, c]));
            for (int column = 0; column < classes; column++)
                AddCell(chart, column, classes - 1 - row, counts[row, column], counts[row, column] / total, cell);
        }

        AddTicks(chart, cell, isTurned, widest);
        chart.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
        chart.HideGrid();
        chart.Layout.Fixed(new PixelPadding(left, Right, bottom, Top));
        return ChartPicture.Of([chart], left + side + Right, Top + side + bottom);
    }

    private void AddTicks(Plot chart, double cell, bool isTurned, int widest)
    {
        // Where cells are smaller than letters, some classes only are named.
        int every = Math.Max(1, (int)Math.Ceiling((isTurned ? PixelsOfATick : Math.Min(widest + 4, PixelsOfATick * 2)) / cell));
        int everyRow = Math.Max(1, (int)Math.Ceiling(PixelsOfATick / cell));
        int[] across = [.. Enumerable.Range(0, classes).Where(i => i % every == 0)];
        int[] down = [.. Enumerable.Range(0, classes).Where(i => i % everyRow == 0)];
        chart.Axes.Bottom.SetTicks([.. across.Select(i => (double)i)], [.. across.Select(i => names[i])]);
        chart.Axes.Left.SetTicks([.. down.Select(i => (double)(classes - 1 - i))], [.. down.Select(i => names[i])]);
        chart.Axes.Bottom.TickLabelStyle.FontSize = chart.Axes.Left.TickLabelStyle.FontSize = TickSize;
        if (!isTurned)
            return;
        chart.Axes.Bottom.TickLabelStyle.Rotation = -90;
        chart.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        chart.Axes.Bottom.Label.OffsetY = widest - TickSize;
    }

    private static void AddCell(Plot chart, double x, double y, int count, double part, double cell)
    {
        var rectangle = chart.Add.Rectangle(x - 0.5, x + 0.5, y - 0.5, y + 0.5);
        rectangle.FillColor = new Color(Mixed(Full.R, part), Mixed(Full.G, part), Mixed(Full.B, part));
        rectangle.LineColor = Colors.White;
        rectangle.LineWidth = cell < PixelsOfANumber ? 0 : 1;
        if (cell < PixelsOfANumber)
            return;
        string number = count.ToString(CultureInfo.InvariantCulture);
        var text = chart.Add.Text(number, x, y);
        text.LabelAlignment = Alignment.MiddleCenter;
        text.LabelFontColor = part > DarkFrom ? Colors.White : Colors.Black;
        text.LabelFontName = Typefaces.FamilyName;
        // Digits are about 0.64 as wide as high.
        text.LabelFontSize = (float)Math.Clamp(Math.Min(cell * 0.4, (cell - 4) / (number.Length * 0.64)), 5, 20);
    }

    private static byte Mixed(byte color, double part) => (byte)Math.Round(255 - ((255 - color) * part));
}
