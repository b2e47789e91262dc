using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>The gradients of <see cref="NormalizationWork"/> by its inputs, the scale, the offset and what is added.</summary>
/// <param name="rows">The rows.</param>
internal sealed unsafe class NormalizationGradientWork(RowParts rows) : PhasedWork(rows)
{
    private float* sums;
    private float* factors;
    private float* means;
    private float* slopes;

    /// <summary>The gradients by the outputs, or by the normalized elements where they are those of a rectifier.</summary>
    public required RectifiedGradients Gradients { get; init; }

    /// <summary>The inputs of the normalization.</summary>
    public required float* Inputs { get; init; }

    /// <summary>What normalizes.</summary>
    public required NormalizationStatistics Statistics { get; init; }

    /// <summary>The gradient by the inputs, which is written; it may be that by the outputs.</summary>
    public required float* InputGradients { get; init; }

    /// <summary>The gradient by the scale, which is written.</summary>
    public required float* ScaleGradient { get; init; }

    /// <summary>The gradient by the offset, which is written.</summary>
    public required float* OffsetGradient { get; init; }

    /// <summary>Computes the gradients.</summary>
    public void Compute()
    {
        int channels = Rows.Channels;
        using Scratch memory = new(checked(((2 * Rows.Count) + 3) * channels));
        factors = memory.Elements;
        means = factors + channels;
        slopes = means + channels;
        sums = slopes + channels;
        Statistics.WriteFactors(factors, channels);
        Run();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Gather(int part, int first, int end)
    {
        int channels = Rows.Channels;
        float* x = Inputs, sum = sums + (2 * (nint)part * channels), product = sum + channels;
        new Span<float>(sum, 2 * channels).Clear();
        RowParts rows = Rows;
        RectifiedGradients gradients = Gradients;
        for (int row = first; row < end; row += Rows.RowsOfBlock)
        {
            nint start = (nint)row * channels, stop = (nint)Math.Min(row + Rows.RowsOfBlock, end) * channels;
            for (int channel = 0; channel < channels; channel += Vector.Count)
            {
                Vector mean = Vector512.Load(Statistics.Mean + channel), factor = Vector512.Load(factors + channel);
                Vector offset = Vector512.Load(Statistics.Offset + channel);
                Vector s = default, s2 = default, p = default, p2 = default;
                nint i = start + channel;
                for (; i + channels < stop; i += 2 * channels)
                {
                    Vector distance = rows.Load(x + i) - mean, distance2 = rows.Load(x + i + channels) - mean;
                    Vector g = gradients.Gather(i, distance, factor, offset);
                    Vector g2 = gradients.Gather(i + channels, distance2, factor, offset);
                    (s, s2) = (s + g, s2 + g2);
                    (p, p2) = (Vector512.FusedMultiplyAdd(g, distance, p), Vector512.FusedMultiplyAdd(g2, distance2, p2));
                }

                if (i < stop)
                {
                    Vector distance = rows.Load(x + i) - mean, g = gradients.Gather(i, distance, factor, offset);
                    (s, p) = (s + g, Vector512.FusedMultiplyAdd(g, distance, p));
                }

                (Vector512.Load(sum + channel) + (s + s2)).Store(sum + channel);
                (Vector512.Load(product + channel) + (p + p2)).Store(product + channel);
            }
        }
    }

    protected override void Combine()
    {
        for (int channel = 0; channel < Rows.Channels; channel++)
        {
            double sum = 0, product = 0;
            for (int part = 0; part < Rows.Count; part++)
            {
                sum += sums[(2 * (nint)part * Rows.Channels) + channel];
                product += sums[(((2 * (nint)part) + 1) * Rows.Channels) + channel];
            }

            double inverse = Statistics.InverseOf(channel);
            OffsetGradient[channel] = (float)sum;
            ScaleGradient[channel] = (float)(product * inverse);
            means[channel] = (float)(sum / Rows.Rows);
            slopes[channel] = (float)(product / Rows.Rows * inverse * inverse);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Apply(int first, int end)
    {
        int channels = Rows.Channels;
        float* x = Inputs, dx = InputGradients;
        bool isLarge = Rows.IsLarge && dx != Gradients.First && dx != Gradients.Kept;
        RowParts rows = Rows;
        RectifiedGradients gradients = Gradients;
        for (int row = first; row < end; row += Rows.RowsOfBlock)
        {
            nint start = (nint)row * channels, stop = (nint)Math.Min(row + Rows.RowsOfBlock, end) * channels;
            for (int channel = 0; channel < channels; channel += Vector.Count)
            {
                Vector mean = Vector512.Load(Statistics.Mean + channel), factor = Vector512.Load(factors + channel);
                Vector offset = Vector512.Load(Statistics.Offset + channel);
                Vector average = Vector512.Load(means + channel), slope = Vector512.Load(slopes + channel);
                for (nint i = start + channel; i < stop; i += channels)
                {
                    Vector distance = rows.Load(x + i) - mean, g = gradients.Again(i, distance, factor, offset) - average;
                    g = (g - (distance * slope)) * factor;
                    if (isLarge)
                        g.StoreAlignedNonTemporal(dx + i);
                    else
                        g.Store(dx + i);
                }
            }
        }
    }
}
