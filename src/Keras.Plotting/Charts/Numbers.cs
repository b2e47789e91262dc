using TensorFlow;

namespace Keras.Plotting.Charts;

/// <summary>Converts the data of a chart to arrays.</summary>
internal static class Numbers
{
    /// <summary>Integers, one for each sample.</summary>
    public static int[] Labels(Data data, string what)
    {
        ArgumentNullException.ThrowIfNull(data);
        Tensor tensor = data.ToTensor();
        if (tensor.Length != data.Count)
            throw new ShapeException($"Expected {what} to be one number for each sample, got {tensor.Shape}.");
        using Tensor whole = tensor.Cast(DType.Int64);
        return [.. whole.ToArray<long>().Select(v => checked((int)v))];
    }

    /// <summary>Scores of samples by classes; one column for a single score.</summary>
    public static double[,] Scores(Data data, string what)
    {
        ArgumentNullException.ThrowIfNull(data);
        Tensor tensor = data.ToTensor();
        if (tensor.Rank is not (1 or 2))
            throw new ShapeException($"Expected {what} of shape [samples] or [samples, classes], got {tensor.Shape}.");
        using Tensor floats = tensor.Cast(DType.Float64);
        double[] flat = floats.ToArray<double>();
        if (flat.Any(double.IsNaN))
            throw new ArgumentException($"Expected {what} to be numbers, got NaN.");
        int classes = tensor.Rank == 1 ? 1 : checked((int)tensor.Shape[1]);
        double[,] scores = new double[classes == 0 ? 0 : flat.Length / classes, classes];
        Buffer.BlockCopy(flat, 0, scores, 0, flat.Length * sizeof(double));
        return scores;
    }

    /// <summary>The name of a class.</summary>
    public static string ClassName(IReadOnlyList<string>? names, int label) => names is not null && label >= 0 && label < names.Count
        ? names[label]
        : label.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
