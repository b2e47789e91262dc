namespace Keras.Plotting.Charts;

/// <summary>The numbers of true and false positives at each threshold of a score, from the highest down.</summary>
internal sealed class ThresholdCurve
{
    private readonly List<(double True, double False)> points = [(0, 0)];
    private readonly double positives;
    private readonly double negatives;

    public ThresholdCurve(IReadOnlyList<(double Score, bool IsPositive)> samples)
    {
        positives = samples.Count(s => s.IsPositive);
        negatives = samples.Count - positives;
        double isTrue = 0, isFalse = 0;
        // Samples of one score are on the same side of every threshold.
        foreach (var same in samples.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            isTrue += same.Count(s => s.IsPositive);
            isFalse += same.Count(s => !s.IsPositive);
            points.Add((isTrue, isFalse));
        }
    }

    public double Positives => positives;

    public double Negatives => negatives;

    /// <summary>False positive rates and true positive rates.</summary>
    public (double[] X, double[] Y) Roc => ([.. points.Select(p => p.False / negatives)], [.. points.Select(p => p.True / positives)]);

    /// <summary>Recall and precision.</summary>
    public (double[] X, double[] Y) PrecisionRecall =>
        ([.. points.Select(p => p.True / positives)], [.. points.Select(p => p.True + p.False == 0 ? 1 : p.True / (p.True + p.False))]);

    /// <summary>The area under the ROC curve, by trapezoids.</summary>
    public double RocArea
    {
        get
        {
            (double[] x, double[] y) = Roc;
            return Enumerable.Range(1, x.Length - 1).Sum(i => (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2);
        }
    }

    /// <summary>The average precision: the precision at each threshold, weighted by what it adds to the recall.</summary>
    public double AveragePrecision
    {
        get
        {
            (double[] x, double[] y) = PrecisionRecall;
            return Enumerable.Range(1, x.Length - 1).Sum(i => (x[i] - x[i - 1]) * y[i]);
        }
    }
}
