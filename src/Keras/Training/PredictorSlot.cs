using TensorFlow;

namespace Keras;

/// <summary>What one thread needs to run a predictor: an input buffer, the weights' values and a prepared call.</summary>
internal sealed class PredictorSlot : IDisposable
{
    private readonly Tensor buffer;
    private readonly DeviceTensor input;
    private readonly FunctionCall call;
    private readonly bool isOnHost;
    private readonly IReadOnlyList<Weight> weights;
    private readonly DeviceTensor?[] values;
    private readonly long[] versions;

    public PredictorSlot(PredictorProgram program, Shape inputShape)
    {
        buffer = Tensor.Zeros(DType.Float32, inputShape);
        // On the CPU the handle shares the buffer, so writing the buffer is all that an input needs.
        isOnHost = DeviceScope.Current is null or { Kind: "CPU" };
        input = DeviceTensor.From(buffer);
        weights = program.Weights;
        values = new DeviceTensor?[weights.Count];
        versions = new long[weights.Count];
        call = new(program.Function);
        call.SetInput(0, input);
    }

    public void Run(ReadOnlySpan<float> from, Span<float> to)
    {
        for (int i = 0; i < versions.Length; i++)
        {
            if (values[i] is null || versions[i] != weights[i].Version)
                Refresh(i);
        }

        from.CopyTo(buffer.MutableSpan<float>());
        if (isOnHost)
        {
            call.Run();
        }
        else
        {
            using DeviceTensor copy = DeviceTensor.From(buffer);
            call.SetInput(0, copy);
            call.Run();
        }

        call.CopyOutput(0, to);
    }

    public void Dispose()
    {
        call.Dispose();
        input.Dispose();
        buffer.Dispose();
        foreach (DeviceTensor? value in values)
            value?.Dispose();
    }

    private void Refresh(int weight)
    {
        // The version comes first: a change in between is then seen at the next call.
        versions[weight] = weights[weight].Version;
        DeviceTensor value = isOnHost ? OnHost(weights[weight]) : weights[weight].Variable.ReadOnDevice();
        call.SetInput(1 + weight, value);
        values[weight]?.Dispose();
        values[weight] = value;
    }

    // The memory is the same, but a tensor that is not bound to a device costs the runtime half as much a call as one that is.
    private static DeviceTensor OnHost(Weight weight)
    {
        using Tensor value = weight.Read();
        return DeviceTensor.From(value);
    }
}
