using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The statistics of the inputs of one layer in calibration: the Hessian for GPTQ, the largest magnitudes for AWQ.</summary>
/// <param name="layer">The layer.</param>
/// <param name="config">The arguments.</param>
internal sealed class LayerStatistics(LoraLayer layer, CalibrationConfig config)
{
    private readonly List<int> positions = [];
    private readonly int rows = layer.CalibrationForm!.Matrix.Rows;
    private float[]? hessian;
    private float[]? magnitudes;
    private long count;

    /// <summary>The layer.</summary>
    public LoraLayer Layer => layer;

    /// <summary>Begins a function.</summary>
    public void Begin() => positions.Clear();

    /// <summary>Adds the position of the results of a call.</summary>
    public void Add(int position) => positions.Add(position);

    /// <summary>Writes the statistics of the input of a call, and the number of its rows.</summary>
    public Symbol[] Write(Symbol input)
    {
        Symbol x = input.Reshape([-1, rows]).Cast(DType.Float32), length = Ops.Shape(x, 0);
        if (config is AWQConfig)
            return [Ops.Max(Ops.Abs(x), 0), length];
        Symbol gram = RawOps.MatMul(x, x, transposeA: true);
        return [(gram + Ops.Transpose(gram)) / 2, length];
    }

    /// <summary>Adds the results of a sample.</summary>
    public void Update(Tensor[] results)
    {
        foreach (int position in positions)
        {
            float[] values = results[position].ToArray<float>();
            long added = results[position + 1].ToScalar<int>();
            if (config is AWQConfig)
            {
                magnitudes ??= new float[rows];
                for (int i = 0; i < rows; i++)
                    magnitudes[i] = Math.Max(magnitudes[i], values[i]);
                continue;
            }

            hessian ??= new float[values.Length];
            long total = count + added;
            float kept = (float)count / total, share = 2f / total;
            for (int i = 0; i < values.Length; i++)
                hessian[i] = ((count > 0 ? hessian[i] * kept : hessian[i])) + (share * values[i]);
            count = total;
        }
    }

    /// <summary>Quantizes the layer's kernel.</summary>
    /// <exception cref="InvalidOperationException">The block did not call the layer.</exception>
    public CalibratedValues Quantize()
    {
        int columns = layer.CalibrationForm!.Matrix.Columns;
        using Tensor value = layer.KernelInFullPrecision().Read(), single = value.Cast(DType.Float32);
        float[] flat = single.ToArray<float>();
        float[][] kernel = [.. Enumerable.Range(0, rows).Select(r => flat[(r * columns)..((r + 1) * columns)])];
        if (config is AWQConfig awq)
            return AwqQuantization.Quantize(kernel, magnitudes ?? throw NotCalled(), awq);
        float[,] matrix = new float[rows, rows];
        Buffer.BlockCopy(hessian ?? throw NotCalled(), 0, matrix, 0, rows * rows * sizeof(float));
        return GptqQuantization.Quantize(kernel, matrix, (GPTQConfig)config);
    }

    private InvalidOperationException NotCalled() => new(
        $"Quantize: the block of {layer.ClassName} '{layer.Name}' did not call it on the calibration data; leave it out with a filter.");
}
