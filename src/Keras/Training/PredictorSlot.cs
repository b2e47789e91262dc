using TensorFlow;

namespace Keras;

/// <summary>What one thread needs to run a predictor: an input buffer and a prepared call.</summary>
internal sealed class PredictorSlot : IDisposable
{
    private readonly Tensor buffer;
    private readonly DeviceTensor input;
    private readonly FunctionCall call;
    private readonly bool isOnHost;

    public PredictorSlot(StatefulFunction program, Shape inputShape)
    {
        buffer = Tensor.Zeros(DType.Float32, inputShape);
        // On the CPU the handle shares the buffer, so writing the buffer is all that an input needs.
        isOnHost = DeviceScope.Current is null or { Kind: "CPU" };
        input = DeviceTensor.From(buffer);
        call = new(program.Function);
        call.SetInput(0, input);
        program.BindWeights(call);
    }

    public void Run(ReadOnlySpan<float> from, Span<float> to)
    {
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
    }
}
