using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>Batch normalization by the batch's statistics, an addition and a rectifier.</summary>
/// <param name="rows">The rows.</param>
internal sealed unsafe class NormalizationWork(RowParts rows) : PhasedWork(rows)
{
    private float* sums;
    private float* factors;

    /// <summary>The elements.</summary>
    public required float* Inputs { get; init; }

    /// <summary>The addend behind the normalization; null for none.</summary>
    public required float* Addend { get; init; }

    /// <summary>Whether a rectifier follows.</summary>
    public required bool Rectifies { get; init; }

    /// <summary>What normalizes, of which the mean and the variance are written.</summary>
    public required NormalizationStatistics Statistics { get; init; }

    /// <summary>The estimate of the population's variance, which is written.</summary>
    public required float* Estimate { get; init; }

    /// <summary>What the rectifier passes, which is written where it is given.</summary>
    public required RectifierMask Mask { get; init; }

    /// <summary>The results.</summary>
    public required float* Outputs { get; init; }

    /// <summary>Computes the results.</summary>
    public void Compute()
    {
        using Scratch memory = new(checked(((2 * Rows.Count) + 1) * Rows.Channels));
        sums = memory.Elements;
        factors = sums + (2 * (nint)Rows.Count * Rows.Channels);
        Run();
    }

    protected override void Gather(int part, int first, int end)
    {
        float* mean = MeanOf(part), squares = mean + Rows.Channels;
        for (int row = first; row < end; row += Rows.RowsOfBlock)
        {
            float* block = Inputs + ((nint)row * Rows.Channels);
            Moments.Add(block, Math.Min(Rows.RowsOfBlock, end - row), Rows, row - first, mean, squares);
        }
    }

    protected override void Combine()
    {
        double count = Rows.Rows;
        for (int channel = 0; channel < Rows.Channels; channel++)
        {
            double mean = 0, squares = 0;
            for (int part = 0; part < Rows.Count; part++)
                mean += MeanOf(part)[channel] / count * CountOf(part);
            for (int part = 0; part < Rows.Count; part++)
            {
                double difference = MeanOf(part)[channel] - mean;
                squares += MeanOf(part)[Rows.Channels + channel] + (difference * difference * CountOf(part));
            }

            Statistics.Mean[channel] = (float)mean;
            Statistics.Variance[channel] = (float)(squares / count);
            Estimate[channel] = (float)(squares / Math.Max(count - 1, 1));
        }

        Statistics.WriteFactors(factors, Rows.Channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Apply(int first, int end)
    {
        int channels = Rows.Channels;
        float* x = Inputs, y = Outputs, added = Addend;
        RowParts rows = Rows;
        RectifierMask mask = Mask;
        bool isLarge = Rows.IsLarge && y != added;
        Vector least = Vector512.Create(Rectifies ? 0 : float.NegativeInfinity);
        for (int row = first; row < end; row += Rows.RowsOfBlock)
        {
            nint start = (nint)row * channels, stop = (nint)Math.Min(row + Rows.RowsOfBlock, end) * channels;
            for (int channel = 0; channel < channels; channel += Vector.Count)
            {
                Vector mean = Vector512.Load(Statistics.Mean + channel), factor = Vector512.Load(factors + channel);
                Vector offset = Vector512.Load(Statistics.Offset + channel);
                for (nint i = start + channel; i < stop; i += channels)
                {
                    Vector value = NormalizationStatistics.Normalize(rows.Load(x + i) - mean, factor, offset);
                    if (added is not null)
                        value += rows.Load(added + i);
                    value = Vector512.Max(value, least);
                    if (mask.IsGiven)
                        mask.Write(i, value);
                    if (isLarge)
                        value.StoreAlignedNonTemporal(y + i);
                    else
                        value.Store(y + i);
                }
            }
        }
    }

    private float* MeanOf(int part) => sums + (2 * (nint)part * Rows.Channels);

    private int CountOf(int part) => Rows.FirstOf(part + 1) - Rows.FirstOf(part);
}
