namespace Keras.Callbacks.TensorBoardEvents;

/// <summary>The histogram of <c>tf.summary.histogram</c>.</summary>
internal static class HistogramBuckets
{
    /// <summary>Left edge, right edge, count.</summary>
    public const int Columns = 3;

    private const int Count = 30;

    /// <returns>The buckets row by row; values that are not finite are left out, as no bucket holds them.</returns>
    public static double[] Of(ReadOnlySpan<float> values)
    {
        double[] buckets = new double[Count * Columns];
        (double least, double most, int finite) = Range(values);
        if (finite == 0)
            return buckets;
        double width = (most - least) / Count;
        for (int i = 0; i < Count; i++)
        {
            buckets[i * Columns] = least + (i * width);
            buckets[(i * Columns) + 1] = i == Count - 1 ? most : least + ((i + 1) * width);
        }

        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            // One value over and over is in the last bucket, as is the largest.
            int bucket = width == 0 ? Count - 1 : Math.Min(Count - 1, (int)((value - least) / width));
            buckets[(bucket * Columns) + 2]++;
        }

        return buckets;
    }

    private static (double Least, double Most, int Finite) Range(ReadOnlySpan<float> values)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        int finite = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            (least, most, finite) = (Math.Min(least, value), Math.Max(most, value), finite + 1);
        }

        return (least, most, finite);
    }
}
