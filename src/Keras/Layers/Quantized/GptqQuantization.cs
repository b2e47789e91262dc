using System.Numerics.Tensors;
using Keras.Quantizers;
using Tensor = TensorFlow.Tensor;

namespace Keras.Layers;

/// <summary>
/// GPTQ (Frantar et al., 2022) of one kernel: inputs are quantized one after another, and the error of each is compensated in those that
/// follow by the inverse of the Hessian of the squared error.
/// </summary>
internal static class GptqQuantization
{
    /// <summary>Quantizes a kernel.</summary>
    /// <param name="kernel">The rows (inputs) of the kernel, each of all columns (units); they are changed.</param>
    /// <param name="hessian">The Hessian, <c>[rows, rows]</c>.</param>
    /// <param name="config">The arguments.</param>
    public static CalibratedValues Quantize(float[][] kernel, float[,] hessian, GPTQConfig config)
    {
        int rows = kernel.Length, columns = kernel[0].Length;
        float[] diagonal = Damp(hessian, config.HessianDamping);
        float[,] inverse = Inverse(hessian);
        // The most important inputs first; equal ones in their order.
        int[] order = [.. Enumerable.Range(0, rows)];
        if (config.ActivationOrder)
            order = [.. order.OrderByDescending(i => diagonal[i])];
        int group = config.GroupSize == -1 ? rows : config.GroupSize;
        int groups = (rows + group - 1) / group;
        byte[,] integers = new byte[columns, rows], zero = new byte[columns, groups];
        float[,] scale = new float[columns, groups];
        float[] groupOf = new float[rows], error = new float[columns];
        // As Keras, groups are measured before the errors of their own block of inputs have changed them.
        const int block = 128;
        float[][] measured = [.. order.Select(i => (float[])kernel[i].Clone())];
        GroupParameters parameters = default;
        for (int position = 0; position < rows; position++)
        {
            if (position % block == 0)
            {
                for (int later = position; later < rows; later++)
                    kernel[order[later]].CopyTo(measured[later], 0);
            }

            int index = order[position], of = position / group;
            if (position % group == 0)
            {
                parameters = GroupParameters.Of(measured.AsSpan(position, Math.Min(group, rows - position)), config.WeightBits,
                    config.Symmetric, config.PerChannel);
                for (int c = 0; c < columns; c++)
                    (scale[c, of], zero[c, of]) = (parameters.Scale[c], parameters.Zero[c]);
            }

            float own = inverse[index, index];
            float[] row = kernel[index];
            for (int c = 0; c < columns; c++)
            {
                byte integer = parameters.Quantize(row[c], c);
                integers[c, index] = integer;
                error[c] = (row[c] - parameters.Dequantize(integer, c)) / own;
            }

            groupOf[index] = (float)((double)position / group);
            for (int later = position + 1; later < rows; later++)
            {
                float[] next = kernel[order[later]];
                TensorPrimitives.MultiplyAdd(error, -inverse[index, order[later]], next, next);
            }
        }

        return new(integers, scale, zero, groupOf, null);
    }

    // Inputs that are always 0 would leave no inverse.
    private static float[] Damp(float[,] hessian, double damping)
    {
        float[] diagonal = [.. Enumerable.Range(0, hessian.GetLength(0)).Select(i => hessian[i, i] == 0 ? 1 : hessian[i, i])];
        float added = (float)damping * (float)diagonal.Average(d => (double)d);
        for (int i = 0; i < diagonal.Length; i++)
            hessian[i, i] = diagonal[i] += added;
        return diagonal;
    }

    private static float[,] Inverse(float[,] matrix)
    {
        int rows = matrix.GetLength(0);
        using Tensor tensor = Tensor.Create<float>([.. matrix.Cast<float>()], [rows, rows]);
        using Tensor inverse = Ops.Inv(tensor);
        float[] values = inverse.ToArray<float>();
        float[,] result = new float[rows, rows];
        Buffer.BlockCopy(values, 0, result, 0, values.Length * sizeof(float));
        return result;
    }
}
