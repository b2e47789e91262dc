using TensorFlow;

namespace Keras;

/// <summary>What one thread needs to run a predictor: a prepared call and the weights' values.</summary>
internal sealed class PredictorSlot : IDisposable
{
    private readonly FunctionCall call;
    private readonly Shape inputShape;
    private readonly bool isOnHost;
    private readonly PredictorProgram program;
    private readonly IReadOnlyList<Weight> weights;
    private readonly DeviceTensor?[] values;
    private readonly long[] versions;

    public PredictorSlot(PredictorProgram program, Shape inputShape)
    {
        this.inputShape = inputShape;
        this.program = program;
        isOnHost = DeviceScope.Current is null or { Kind: "CPU" };
        weights = program.Weights;
        values = new DeviceTensor?[weights.Count];
        versions = new long[weights.Count];
        call = new(program.Function);
    }

    public void Run(ReadOnlySpan<float> from, Span<float> to)
    {
        for (int i = 0; i < versions.Length; i++)
        {
            if (values[i] is null || (!program.IsFrozen && versions[i] != weights[i].Version))
                Refresh(i);
        }

        call.WriteInput(0, from, inputShape);
        call.Run();
        call.CopyOutput(0, to);
    }

    public void Dispose()
    {
        call.Dispose();
        foreach (DeviceTensor? value in values)
            value?.Dispose();
    }

    private void Refresh(int weight)
    {
        // The version comes first: a change in between is then seen at the next call.
        versions[weight] = weights[weight].Version;
        DeviceTensor value = isOnHost || program.IsFrozen ? OnHost(weight) : weights[weight].Variable.ReadOnDevice();
        call.SetInput(1 + weight, value);
        values[weight]?.Dispose();
        values[weight] = value;
    }

    // The memory is the same, but a tensor that is not bound to a device costs the runtime half as much a call as one that is.
    private DeviceTensor OnHost(int weight)
    {
        using Tensor value = program.Read(weight);
        return DeviceTensor.From(value);
    }
}
