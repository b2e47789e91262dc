using TensorFlow;

namespace Keras.Training;

/// <summary>The state of one concurrent call of a predictor: the native call and the weight values that it uses.</summary>
internal sealed class PredictorSlot : IDisposable
{
    private readonly IReadOnlyList<Shape> inputShapes;
    private readonly DeviceTensor?[] given;
    private readonly FunctionCall call;
    private readonly WeightValue?[] values;
    private PreparedValues? prepared;

    public PredictorSlot(PredictorFunction function, IReadOnlyList<Shape> inputShapes)
    {
        Function = function;
        this.inputShapes = inputShapes;
        values = new WeightValue?[function.KeptWeights.Count];
        given = new DeviceTensor?[inputShapes.Count];
        using DeviceScope scope = DeviceScope.Enter(function.Device);
        call = new(function.Function, singleThreaded: function.IsSingleThreaded);
    }

    /// <summary>The generation of the weight values in use.</summary>
    public int Generation { get; private set; }

    public PredictorFunction Function { get; }

    /// <summary>Replaces the weight values in use.</summary>
    public void Adopt(ReadOnlySpan<WeightValue?> current, PreparedValues derived, int generation)
    {
        for (int i = 0; i < values.Length; i++)
        {
            WeightValue value = current[Function.KeptWeights[i]]!;
            if (ReferenceEquals(values[i], value))
                continue;
            lock (WeightValue.Gate)
                _ = value.Keep();
            // The slot owns the value before it is copied to the device, which may fail.
            WeightValue? before = values[i];
            values[i] = value;
            try
            {
                call.SetInput(inputShapes.Count + i, value.ForShortCalls(Function.Device));
            }
            finally
            {
                before?.Release();
            }
        }

        PreparedValues? former = prepared;
        prepared = derived.Keep();
        try
        {
            for (int i = 0; i < derived.Values.Count; i++)
                call.SetInput(inputShapes.Count + values.Length + i, derived.Values[i]);
        }
        finally
        {
            former?.Release();
        }

        Generation = generation;
    }

    /// <summary>Sets an input.</summary>
    public void Write(int input, ReadOnlySpan<float> from) => call.WriteInput(input, from, inputShapes[input]);

    /// <summary>Sets an input for the next run.</summary>
    public void Write(int input, Tensor from)
    {
        given[input]?.Dispose();
        call.SetInput(input, given[input] = DeviceTensor.From(from));
    }

    /// <summary>Computes the outputs.</summary>
    public void Run()
    {
        try
        {
            call.Run();
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Copies an output.</summary>
    public void Copy(int output, Span<float> to) => call.CopyOutput(output, to);

    public void Dispose()
    {
        call.Dispose();
        Release();
        WeightValue.Release(values);
        prepared?.Release();
    }

    private void Release()
    {
        for (int i = 0; i < given.Length; i++)
        {
            given[i]?.Dispose();
            given[i] = null;
        }
    }
}
