using Keras.Quantizers;

namespace Keras.Layers;

/// <summary>
/// AWQ (Lin et al., 2023) of one kernel: inputs are scaled by a power of their largest magnitudes before quantization; a grid search finds
/// the exponent with the smallest error of the output.
/// </summary>
internal static class AwqQuantization
{
    private const int Bits = 4;

    /// <summary>Quantizes a kernel.</summary>
    /// <param name="kernel">The rows (inputs) of the kernel, each of all columns (units).</param>
    /// <param name="magnitudes">The largest magnitude of each input.</param>
    /// <param name="config">The arguments.</param>
    public static CalibratedValues Quantize(float[][] kernel, float[] magnitudes, AWQConfig config)
    {
        float[] sizes = [.. magnitudes.Select(m => m < 1e-8f ? 1 : m)];
        float[]? best = null;
        double least = double.PositiveInfinity;
        for (int i = 0; i <= config.NumGridPoints; i++)
        {
            float[] scales = Scales(sizes, (float)((double)i / config.NumGridPoints));
            double loss = Loss(kernel, sizes, scales, config.GroupSize);
            if (best is null || loss < least)
                (best, least) = (scales, loss);
        }

        return Quantized(kernel, best!, config.GroupSize);
    }

    private static float[] Scales(float[] sizes, float power)
    {
        float[] scales = [.. sizes.Select(s => MathF.Max(power == 0 ? 1 : (float)Math.Pow(s, power), 1e-4f))];
        float middle = MathF.Max(MathF.Sqrt(scales.Max() * scales.Min()), 1e-8f);
        return [.. scales.Select(s => s / middle)];
    }

    private static double Loss(float[][] kernel, float[] sizes, float[] scales, int groupSize)
    {
        CalibratedValues values = Quantized(kernel, scales, groupSize);
        double sum = 0;
        for (int r = 0; r < kernel.Length; r++)
        {
            int group = (int)values.Groups[r];
            for (int c = 0; c < kernel[r].Length; c++)
            {
                float number = (values.Integers[c, r] - (float)values.Zero[c, group]) * values.Scale[c, group] / scales[r];
                float difference = kernel[r][c] - number;
                sum += difference * difference * (sizes[r] * sizes[r]);
            }
        }

        return sum / ((double)kernel.Length * kernel[0].Length);
    }

    private static CalibratedValues Quantized(float[][] kernel, float[] scales, int groupSize)
    {
        int rows = kernel.Length, columns = kernel[0].Length, group = groupSize == -1 ? rows : groupSize;
        int groups = (rows + group - 1) / group;
        float[][] scaled = [.. kernel.Select((row, r) => Array.ConvertAll(row, value => value * scales[r]))];
        byte[,] integers = new byte[columns, rows], zero = new byte[columns, groups];
        float[,] scale = new float[columns, groups];
        float[] groupOf = new float[rows];
        for (int g = 0; g < groups; g++)
        {
            int first = g * group, count = Math.Min(group, rows - first);
            GroupParameters parameters = GroupParameters.Of(
                scaled.AsSpan(first, count), Bits, symmetric: false, perColumn: true, withZero: groups > 1 && count < group);
            for (int c = 0; c < columns; c++)
            {
                (scale[c, g], zero[c, g]) = (parameters.Scale[c], parameters.Zero[c]);
                for (int r = first; r < first + count; r++)
                    integers[c, r] = parameters.Quantize(scaled[r][c], c);
            }

            Array.Fill(groupOf, g, first, count);
        }

        return new(integers, scale, zero, groupOf, scales);
    }
}
