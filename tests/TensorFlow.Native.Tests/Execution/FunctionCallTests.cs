using Xunit;

namespace TensorFlow.Tests.Execution;

public sealed class FunctionCallTests : NativeTest
{
    private static readonly TensorSpec Pair = new(DType.Float32, [2]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_allocates_no_managed_memory(bool compile)
    {
        using Function function = Function.Trace("f", [Pair], s => [s[0] * 2, s[0] + 1], new() { Compile = compile });
        using FunctionCall call = new(function);
        using Tensor x = Tensor.Create<float>([1, 2]);
        using DeviceTensor input = DeviceTensor.From(x);
        call.SetInput(0, input);
        float[] result = new float[2];
        for (int i = 0; i < 50; i++)
            RunOnce();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            RunOnce();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal([2f, 3f], result);

        void RunOnce()
        {
            call.Run();
            call.CopyOutput<float>(0, result);
            call.CopyOutput<float>(1, result);
        }
    }

    [Fact]
    public void Inputs_are_written_in_place_without_managed_memory()
    {
        using Function function = Function.Trace("f", [new(DType.Float32, [-1])], s => [s[0] * 2]);
        using FunctionCall call = new(function);
        float[] values = [1, 2], result = new float[2];
        Shape pair = [2];
        for (int i = 0; i < 50; i++)
            RunOnce(i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            RunOnce(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal([198f, 4f], result);

        void RunOnce(int i)
        {
            values[0] = i;
            call.WriteInput<float>(0, values, pair);
            call.Run();
            call.CopyOutput<float>(0, result);
        }
    }

    [Fact]
    public void A_written_input_may_have_another_shape_the_next_time()
    {
        using Function function = Function.Trace("f", [new(DType.Float32, [-1])], s => [s[0] * 2]);
        using FunctionCall call = new(function);
        call.WriteInput<float>(0, [1, 2], [2]);
        call.Run();
        call.WriteInput<float>(0, [1, 2, 3], [3]);
        call.Run();
        float[] result = new float[3];
        call.CopyOutput<float>(0, result);
        Assert.Equal([2f, 4f, 6f], result);
        Assert.Contains("has 3 elements, the destination 2",
            Assert.Throws<ArgumentException>(() => call.CopyOutput<float>(0, new float[2])).Message, StringComparison.Ordinal);
        Assert.Contains("Expected 3 elements for the shape [3], got 2",
            Assert.Throws<ArgumentException>(() => call.WriteInput<float>(0, [1, 2], [3])).Message, StringComparison.Ordinal);
        Assert.Contains("got int32 [2]", Assert.Throws<ArgumentException>(() => call.WriteInput<int>(0, [1, 2], [2])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_can_change_between_calls_and_outputs_outlive_them()
    {
        using Function function = Function.Trace("f", [Pair], s => [s[0] * 2]);
        FunctionCall call = new(function);
        using DeviceTensor one = DeviceTensor.From(Tensor.Create<float>([1, 2])), two = DeviceTensor.From(Tensor.Create<float>([3, 4]));
        call.SetInput(0, one);
        call.Run();
        using DeviceTensor first = call.TakeOutput(0);
        call.SetInput(0, two);
        call.Run();
        using DeviceTensor second = call.TakeOutput(0);
        call.Dispose();
        call.Dispose();
        using Tensor a = first.ToTensor(), b = second.ToTensor();
        Assert.Equal([2f, 4f], a.ToArray<float>());
        Assert.Equal([6f, 8f], b.ToArray<float>());
    }

    [Fact]
    public void Misuse_is_told_before_the_library_sees_it()
    {
        using Function function = Function.Trace("f", [Pair], s => [s[0] * 2]);
        FunctionCall call = new(function);
        DeviceTensor input = DeviceTensor.From(Tensor.Create<float>([1, 2]));
        Assert.Contains("Input 0", Assert.Throws<InvalidOperationException>(() => call.Run()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => call.SetInput(1, input));
        Assert.Throws<ArgumentOutOfRangeException>(() => call.SetInput(-1, input));
        Assert.Throws<InvalidOperationException>(() => call.TakeOutput(0));
        Assert.Throws<InvalidOperationException>(() => call.CopyOutput<float>(0, new float[2]));
        call.SetInput(0, input);
        call.Run();
        Assert.Throws<ArgumentOutOfRangeException>(() => call.TakeOutput(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => call.CopyOutput<float>(-1, new float[2]));
        Assert.Contains("2 elements, the destination 3",
            Assert.Throws<ArgumentException>(() => call.CopyOutput<float>(0, new float[3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => call.CopyOutput<int>(0, new int[2]));
        call.TakeOutput(0).Dispose();
        Assert.Throws<InvalidOperationException>(() => call.TakeOutput(0));
        input.Dispose();
        Assert.Throws<ObjectDisposedException>(() => call.Run());
        call.Dispose();
        Assert.Throws<ObjectDisposedException>(() => call.Run());
        Assert.Throws<ObjectDisposedException>(() => call.CopyOutput<float>(0, new float[2]));
        Assert.Throws<ObjectDisposedException>(() => call.TakeOutput(0));
    }

    [Fact]
    public void Threads_run_side_by_side()
    {
        using Function function = Function.Trace("f", [Pair], s => [RawOps.Sin(s[0]) * 2]);
        using Tensor x = Tensor.Create<float>([1, 2]);
        float[] expected;
        using (Tensor once = Evaluate.One(function, x))
            expected = once.ToArray<float>();
        _ = Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using FunctionCall call = new(function);
            using DeviceTensor input = DeviceTensor.From(x);
            call.SetInput(0, input);
            float[] result = new float[2];
            for (int i = 0; i < 200; i++)
            {
                call.Run();
                call.CopyOutput<float>(0, result);
                Assert.Equal(expected, result);
                using Tensor invoked = Evaluate.One(function, x);
                Assert.Equal(expected, invoked.ToArray<float>());
            }
        });
    }

    [Fact]
    public void Threads_may_trace_and_dispose_the_same_function() =>
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
    {
        using Tensor x = Tensor.Create<float>([1, 2]);
        using Function function = Function.Trace("shared", [Pair], s => [s[0] * (i % 2)]);
        using Tensor result = Evaluate.One(function, x);
        Assert.Equal([i % 2, 2 * (i % 2)], result.ToArray<float>());
    });
}
