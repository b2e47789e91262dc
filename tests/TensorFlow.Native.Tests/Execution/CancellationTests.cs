using Xunit;

namespace TensorFlow.Tests.Execution;

public sealed class CancellationTests : NativeTest
{
    [Fact]
    public void An_endless_loop_is_cancelled_and_the_library_goes_on()
    {
        // No machine counts that far while a test waits.
        using Function endless = Function.Trace(
            "endless", [new(DType.Int64, [])], s =>
                [ControlFlow.While([s[0]], v => RawOps.Less(v[0], v[0].Number(1e15)), v => [v[0] + 1])[0]]);
        using Tensor zero = Tensor.Scalar(0L), almost = Tensor.Scalar(999_999_999_999_990);
        using DeviceTensor start = DeviceTensor.From(zero), nearEnd = DeviceTensor.From(almost);
        using FunctionCall call = new(endless);
        call.SetInput(0, start);
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(200));
        OperationCanceledException error = Assert.Throws<OperationCanceledException>(() => call.Run(source.Token));
        Assert.Equal(source.Token, error.CancellationToken);
        call.SetInput(0, nearEnd);
        using CancellationTokenSource unused = new();
        call.Run(unused.Token);
        call.Run();
        long[] result = new long[1];
        call.CopyOutput<long>(0, result);
        Assert.Equal(1_000_000_000_000_000, result[0]);
    }

    [Fact]
    public void A_token_that_is_cancelled_already_runs_nothing()
    {
        using Variable variable = new(Tensor.Create<float>([1, 1]));
        using Function add = Evaluate.Adder(1, [2]);
        using FunctionCall call = new(add);
        call.SetInput(0, variable.Handle);
        Assert.Throws<OperationCanceledException>(() => call.Run(new CancellationToken(canceled: true)));
        using Tensor value = variable.Read();
        Assert.Equal([1f, 1f], value.ToArray<float>());
    }
}
