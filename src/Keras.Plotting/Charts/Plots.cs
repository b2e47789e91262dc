using System.Globalization;
using Keras.Plotting.Charts;
using ScottPlot;

namespace Keras.Plotting;

/// <summary>Charts of how well a classifier does, and of weights.</summary>
public static class Plots
{
    private const int Side = 520, Bins = 40;

    /// <summary>Draws how many samples of each class were predicted as which.</summary>
    /// <param name="labels">The true classes, one integer for each sample.</param>
    /// <param name="predictions">The predicted classes, as many; or the scores of all classes, <c>[samples, classes]</c>, of which the
    /// highest
    /// counts.</param>
    /// <param name="classNames">The names of the classes. Default: their numbers.</param>
    /// <param name="path">Where the picture is saved, too; null for nowhere.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ShapeException">Labels and predictions are not of the same samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class is below 0.</exception>
    public static Picture ConfusionMatrix(
        Data labels, Data predictions, IReadOnlyList<string>? classNames = null, string? path = null)
    {
        int[] actual = Numbers.Labels(labels, "the labels");
        double[,] scores = Numbers.Scores(predictions, "the predictions");
        int[] predicted = scores.GetLength(1) > 1 ? Highest(scores) : Numbers.Labels(predictions, "the predictions");
        RequireSame(actual.Length, predicted.Length, "labels", "predictions");
        int classes = Math.Max(Math.Max(actual.Max(), predicted.Max()) + 1, Math.Max(classNames?.Count ?? 0, scores.GetLength(1)));
        if (actual.Min() < 0 || predicted.Min() < 0)
            throw new ArgumentOutOfRangeException(nameof(labels),
                $"Expected classes from 0 on, got {Math.Min(actual.Min(), predicted.Min())}.");
        int[,] counts = new int[classes, classes];
        for (int i = 0; i < actual.Length; i++)
            counts[actual[i], predicted[i]]++;
        string[] names = [.. Enumerable.Range(0, classes).Select(c => Numbers.ClassName(classNames, c))];
        return Saved(new ConfusionChart(counts, names).Draw(), path);
    }

    /// <summary>Draws receiver operating characteristics: the true positive rate over the false positive rate, with the area under
    /// it.</summary>
    /// <param name="labels">The true classes: 0 and 1, or class indices where there are scores of several classes.</param>
    /// <param name="scores">Scores of class 1, <c>[samples]</c> or <c>[samples, 1]</c>, or of all classes, <c>[samples, classes]</c>,
    /// each of which
    /// has a curve against the rest.</param>
    /// <param name="classNames">The names of the classes. Default: their numbers.</param>
    /// <param name="path">Where the picture is saved, too; null for nowhere.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">Only one class is there, or a score is NaN.</exception>
    public static Picture RocCurve(Data labels, Data scores, IReadOnlyList<string>? classNames = null, string? path = null)
    {
        Plot chart = ChartPicture.NewChart("ROC", "false positive rate", "true positive rate");
        foreach ((string name, ThresholdCurve curve) in Curves(labels, scores, classNames))
            Add(chart, curve.Roc, string.Create(CultureInfo.InvariantCulture, $"{name}AUC {curve.RocArea:F3}"));
        var chance = chart.Add.Line(0, 0, 1, 1);
        chance.LinePattern = LinePattern.Dotted;
        chance.LineColor = Colors.Gray;
        return Finished(chart, path, Alignment.LowerRight, Alignment.UpperLeft);
    }

    /// <summary>Draws the precision over the recall, with the average precision.</summary>
    /// <inheritdoc cref="RocCurve(Data, Data, IReadOnlyList{string}, string)"/>
    public static Picture PrecisionRecallCurve(Data labels, Data scores, IReadOnlyList<string>? classNames = null, string? path = null)
    {
        Plot chart = ChartPicture.NewChart("Precision and recall", "recall", "precision");
        foreach ((string name, ThresholdCurve curve) in Curves(labels, scores, classNames))
            Add(chart, curve.PrecisionRecall, string.Create(CultureInfo.InvariantCulture, $"{name}AP {curve.AveragePrecision:F3}"));
        return Finished(chart, path, Alignment.LowerLeft, Alignment.UpperRight, Alignment.LowerRight);
    }

    /// <summary>Draws a histogram of each weight of a model or layer.</summary>
    /// <param name="layer">The model or layer.</param>
    /// <param name="path">Where the picture is saved, too; null for nowhere.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidOperationException">There are no weights.</exception>
    public static Picture PlotWeights(this Layer layer, string? path = null)
    {
        const int width = 380, height = 280;
        ArgumentNullException.ThrowIfNull(layer);
        IReadOnlyList<Weight> weights = layer.Weights;
        if (weights.Count == 0)
            throw new InvalidOperationException($"{layer.ClassName} '{layer.Name}' has no weights to draw; build it first.");
        TensorFlow.Tensor[] values = layer.GetWeights();
        try
        {
            Picture picture = ChartPicture.Of(
                [.. weights.Zip(values, (w, v) => HistogramChart.Of(w.Path, Doubles(v), Bins))], width, height);
            if (path is not null)
                picture.Save(path);
            return picture;
        }
        finally
        {
            foreach (TensorFlow.Tensor value in values)
                value.Dispose();
        }
    }

    private static double[] Doubles(TensorFlow.Tensor tensor)
    {
        using TensorFlow.Tensor wide = tensor.Cast(TensorFlow.DType.Float64);
        return wide.ToArray<double>();
    }

    private static IEnumerable<(string Name, ThresholdCurve Curve)> Curves(Data labels, Data scores, IReadOnlyList<string>? classNames)
    {
        int[] actual = Numbers.Labels(labels, "the labels");
        double[,] table = Numbers.Scores(scores, "the scores");
        RequireSame(actual.Length, table.GetLength(0), "labels", "scores");
        int classes = table.GetLength(1);
        for (int c = 0; c < classes; c++)
        {
            int wanted = classes == 1 ? 1 : c;
            ThresholdCurve curve = new([.. actual.Select((label, i) => (table[i, c], label == wanted))]);
            if (classes == 1 && (curve.Positives == 0 || curve.Negatives == 0))
                throw new ArgumentException("Expected samples of both classes, 0 and 1, got only one of them; a curve needs both.");
            // A class that no sample has, or all have, has no curve.
            if (curve.Positives > 0 && curve.Negatives > 0)
                yield return (classes == 1 ? "" : $"{Numbers.ClassName(classNames, c)}: ", curve);
        }
    }

    private static void Add(Plot chart, (double[] X, double[] Y) curve, string legend)
    {
        var line = chart.Add.ScatterLine(curve.X, curve.Y);
        line.LegendText = legend;
        line.LineWidth = 2;
    }

    private static Picture Finished(Plot chart, string? path, params ReadOnlySpan<Alignment> corners)
    {
        chart.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        LegendPlace.Show(chart, (Side, Side), corners);
        return Saved(ChartPicture.Of([chart], Side, Side), path);
    }

    private static Picture Saved(Picture picture, string? path)
    {
        if (path is not null)
            picture.Save(path);
        return picture;
    }

    private static int[] Highest(double[,] scores) => [.. Enumerable.Range(0, scores.GetLength(0)).Select(i =>
        Enumerable.Range(0, scores.GetLength(1)).MaxBy(c => scores[i, c]))];

    private static void RequireSame(int count, int other, string what, string others)
    {
        if (count == 0)
            throw new ShapeException($"Expected at least one sample, got no {what}.");
        if (count != other)
            throw new ShapeException($"Expected as many {what} as {others}, got {count} and {other}.");
    }
}
