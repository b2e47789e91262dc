using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The mean and the variance of batches along all axes but some, in float64. Batches are joined by their counts (Chan, Golub and LeVeque,
/// "Updating formulae and a pairwise algorithm for computing sample variances", 1979).
/// </summary>
/// <param name="reduced">The axes that are averaged.</param>
internal sealed class StreamMoments(int[] reduced)
{
    // Bounds the memory that conversion to float64 takes.
    private const long MostElements = 1 << 22;
    private double count;

    public double[]? Mean { get; private set; }

    public double[]? Variance { get; private set; }

    public void Add(Tensor batch)
    {
        long rows = batch.Shape[0], rowLength = Math.Max(1, batch.Length / Math.Max(1, rows)), most = Math.Max(1, MostElements / rowLength);
        if (rows <= most || !reduced.Contains(0))
        {
            AddPart(batch);
            return;
        }

        for (long first = 0; first < rows; first += most)
        {
            using Tensor part = batch[(int)first..(int)Math.Min(rows, first + most)];
            AddPart(part);
        }
    }

    private void AddPart(Tensor batch)
    {
        using Tensor wide = batch.Cast(DType.Float64);
        // Without an axis there would be nothing to average; of no axes Keras counts each batch once.
        Axes axes = reduced;
        double[] mean, variance;
        if (reduced.Length == 0)
        {
            mean = wide.ToArray<double>();
            variance = new double[mean.Length];
        }
        else
        {
            using Tensor means = Ops.Mean(wide, axes), variances = Ops.Var(wide, axes);
            (mean, variance) = (means.ToArray<double>(), variances.ToArray<double>());
        }

        Join(mean, variance, reduced.Aggregate(1.0, (product, axis) => product * batch.Shape[axis]));
    }

    private void Join(double[] mean, double[] variance, double added)
    {
        count += added;
        if (Mean is null || Variance is null)
        {
            (Mean, Variance) = (mean, variance);
            return;
        }

        double part = added / count, rest = 1 - part;
        for (int i = 0; i < mean.Length; i++)
        {
            double joined = (Mean[i] * rest) + (mean[i] * part), before = Mean[i] - joined, now = mean[i] - joined;
            Variance[i] = ((Variance[i] + (before * before)) * rest) + ((variance[i] + (now * now)) * part);
            Mean[i] = joined;
        }
    }
}
