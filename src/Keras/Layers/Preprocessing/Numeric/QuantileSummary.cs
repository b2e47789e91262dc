namespace Keras.Layers;

/// <summary>
/// A summary of many numbers by a few of them with weights, from which quantiles are told; summaries of batches are joined and compressed.
/// Computed as Keras does, with float32 in between.
/// </summary>
internal sealed class QuantileSummary
{
    private readonly float[] values;
    private readonly float[] weights;

    private QuantileSummary(float[] values, float[] weights) => (this.values, this.weights) = (values, weights);

    /// <summary>The summary of no numbers.</summary>
    public static QuantileSummary Empty { get; } = new([], []);

    /// <summary>The summary of a batch.</summary>
    /// <param name="batch">The numbers, which are sorted in place.</param>
    /// <param name="epsilon">The tolerance: 1 / epsilon numbers are kept.</param>
    public static QuantileSummary Of(float[] batch, double epsilon)
    {
        Sort(batch);
        double step = Math.Max(batch.Length / (1.0 / epsilon), 1);
        int first = (int)(step - 1), stride = (int)step;
        int count = Math.Max(0, (batch.Length - first + stride - 1) / stride);
        float[] kept = [.. Enumerable.Range(0, count).Select(i => batch[first + (i * stride)])];
        return new(kept, [.. Enumerable.Repeat((float)step, kept.Length)]);
    }

    /// <summary>The summary of the numbers of two.</summary>
    public QuantileSummary Join(QuantileSummary other, double epsilon)
    {
        (float Value, float Weight)[] joined = [.. values.Zip(weights), .. other.values.Zip(other.weights)];
        // Stable, NaN last.
        joined = [.. joined.OrderBy(p => float.IsNaN(p.Value)).ThenBy(p => p.Value)];
        return new QuantileSummary([.. joined.Select(p => p.Value)], [.. joined.Select(p => p.Weight)]).Compress(epsilon);
    }

    /// <summary>The limits of intervals with equally many numbers.</summary>
    /// <param name="bins">The number of intervals.</param>
    public float[] Boundaries(int bins)
    {
        float[] all = Compress(1.0 / bins).values;
        return all.Length == 0 ? [] : all[..^1];
    }

    private static void Sort(float[] numbers)
    {
        Array.Sort(numbers);
        int none = 0;
        while (none < numbers.Length && float.IsNaN(numbers[none]))
            none++;
        if (none == 0)
            return;
        Array.Copy(numbers, none, numbers, 0, numbers.Length - none);
        Array.Fill(numbers, float.NaN, numbers.Length - none, none);
    }

    private QuantileSummary Compress(double epsilon)
    {
        if (values.Length * epsilon < 1)
            return this;
        double[] places = [.. values.Select(v => (double)v)];
        float[] sums = new float[weights.Length];
        float sum = 0;
        for (int i = 0; i < weights.Length; i++)
            sums[i] = sum += weights[i];
        double[] fractions = [.. sums.Select(s => (double)(s / sum))], totals = [.. sums.Select(s => (double)s)];
        int count = (int)Math.Ceiling(1.0 / epsilon);
        float[] newValues = new float[count], newWeights = new float[count];
        double before = 0;
        for (int i = 0; i < count; i++)
        {
            double percent = epsilon + (i * epsilon), total = Interpolate(percent, fractions, totals);
            newValues[i] = (float)Interpolate(percent, fractions, places);
            newWeights[i] = (float)(total - before);
            before = total;
        }

        return new(newValues, newWeights);
    }

    // np.interp.
    private static double Interpolate(double x, double[] xs, double[] ys)
    {
        if (x >= xs[^1])
            return ys[^1];
        if (x < xs[0])
            return ys[0];
        int at = Array.BinarySearch(xs, x);
        if (at < 0)
            at = ~at - 1;
        while (at + 1 < xs.Length && xs[at + 1] <= x)
            at++;
        if (x == xs[at])
            return ys[at];
        double slope = (ys[at + 1] - ys[at]) / (xs[at + 1] - xs[at]);
        double y = (slope * (x - xs[at])) + ys[at];
        return double.IsNaN(y) && ys[at] == ys[at + 1] ? ys[at] : y;
    }
}
