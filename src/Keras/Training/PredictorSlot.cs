using TensorFlow;

namespace Keras;

/// <summary>What one thread needs to run a predictor: a prepared call, and the weights' values that it computes with.</summary>
internal sealed class PredictorSlot : IDisposable
{
    private readonly Shape inputShape;
    private readonly FunctionCall call;
    private readonly WeightValue?[] values;

    public PredictorSlot(PredictorProgram program, Shape inputShape)
    {
        Program = program;
        this.inputShape = inputShape;
        values = new WeightValue?[program.Weights.Count];
        using DeviceScope scope = DeviceScope.Enter(program.Device);
        call = new(program.Function);
    }

    /// <summary>Which of the predictor's sets of values it computes with.</summary>
    public int Generation { get; private set; }

    public PredictorProgram Program { get; }

    /// <summary>Computes with other values from now on.</summary>
    public void Adopt(ReadOnlySpan<WeightValue?> current, int generation)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (ReferenceEquals(values[i], current[i]))
                continue;
            WeightValue value = current[i]!;
            lock (WeightValue.Gate)
                _ = value.Keep();
            call.SetInput(1 + i, value.ForShortCalls(Program.Device));
            values[i]?.Release();
            values[i] = value;
        }

        Generation = generation;
    }

    public void Run(ReadOnlySpan<float> from, Span<float> to)
    {
        call.WriteInput(0, from, inputShape);
        call.Run();
        call.CopyOutput(0, to);
    }

    public void Dispose()
    {
        call.Dispose();
        WeightValue.Release(values);
    }
}
