using TensorFlow.Tests.Memory;
using Xunit;

namespace TensorFlow.Tests.Execution;

/// <summary>Calls whose operations compute on one thread each.</summary>
public sealed class SingleThreadedCallTests : NativeTest
{
    private static readonly TensorSpec Matrix = new(DType.Float32, [3, 3]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_single_threaded_call_computes_what_the_others_do(bool compile)
    {
        Assert.SkipWhen(compile && !Runtime.HasXla, "The library has no XLA.");
        using Function function = Square(2, compile);
        float[] values = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Assert.Equal(Run(function, values, singleThreaded: false), Run(function, values, singleThreaded: true));
    }

    [Fact]
    public void It_calls_the_functions_that_its_function_calls()
    {
        using Function inner = Square(3, Runtime.HasXla), middle = Function.Trace("middle", [Matrix], s => inner.Call(s[0]));
        using Function outer = Function.Trace("outer", [Matrix], s => middle.Call(s[0]));
        float[] one = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        Assert.Equal([3, 0, 0, 0, 3, 0, 0, 0, 3], Run(outer, one, singleThreaded: true));
    }

    [Fact]
    public void It_runs_functions_with_conditions()
    {
        using Function either = Function.Trace("either", [Matrix], s =>
        {
            Symbol sum = RawOps.Sum(s[0], s[0].Graph.Constant([0, 1]));
            return ControlFlow.If(RawOps.Greater(sum, sum - sum), [s[0]], x => [x[0] * 2], x => [x[0] * -3]);
        });
        Assert.Equal(2, Run(either, [1, 0, 0, 0, 1, 0, 0, 0, 1], singleThreaded: true)[0]);
        Assert.Equal(3, Run(either, [-1, 0, 0, 0, -1, 0, 0, 0, -1], singleThreaded: true)[0]);
    }

    [Fact]
    public async Task Several_threads_call_at_once()
    {
        using Function function = Square(17, false);
        float[] one = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        float[][] results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Run(function, one, singleThreaded: true))));
        Assert.All(results, r => Assert.Equal(17, r[0]));
    }

    [Fact]
    public void A_failure_names_what_failed_and_the_next_call_works()
    {
        using Function function = Function.Trace("checked", [Matrix], s => [RawOps.CheckNumerics(s[0], "not finite")]);
        using FunctionCall call = new(function, singleThreaded: true);
        call.WriteInput<float>(0, [float.NaN, 0, 0, 0, 0, 0, 0, 0, 0], [3, 3]);
        Assert.Contains("not finite", Assert.ThrowsAny<TensorFlowException>(() => call.Run()).Message, StringComparison.Ordinal);
        call.WriteInput<float>(0, [5, 0, 0, 0, 0, 0, 0, 0, 0], [3, 3]);
        call.Run();
        float[] result = new float[9];
        call.CopyOutput<float>(0, result);
        Assert.Equal(5, result[0]);
    }

    [Fact]
    public void Inputs_come_from_any_device_of_the_process()
    {
        using Function function = Square(13, false);
        using FunctionCall call = new(function, singleThreaded: true);
        using Tensor one = Tensor.Create<float>([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]);
        float[] result = new float[9];
        foreach (Device device in Runtime.Devices)
        {
            using DeviceTensor there = DeviceTensor.From(one, device);
            call.SetInput(0, there);
            call.Run();
            call.CopyOutput<float>(0, result);
            Assert.Equal(13, result[0]);
        }
    }

    [Fact]
    public void Equal_functions_come_and_go()
    {
        float[] one = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        using Function first = Square(5, false);
        for (int i = 0; i < 3; i++)
        {
            using Function again = Square(5, false);
            Assert.Equal(5, Run(again, one, singleThreaded: true)[0]);
        }

        Assert.Equal(5, Run(first, one, singleThreaded: true)[0]);
    }

    [Fact]
    public void What_XLA_compiled_for_it_is_forgotten_with_the_rest()
    {
        Assert.SkipUnless(Runtime.HasXla, "The library has no XLA.");
        float[] one = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        // As long as it lives, nothing is forgotten by itself.
        using Function function = Square(7, true);
        _ = XlaCache.Clear();
        Assert.Equal(7, Run(function, one, singleThreaded: true)[0]);
        Assert.True(XlaCache.Clear());
        Assert.False(XlaCache.Clear());
        Assert.Equal(7, Run(function, one, singleThreaded: true)[0]);
    }

    [Fact]
    public void Devices_and_resources_are_refused()
    {
        using Function square = Square(2, false);
        ArgumentException placed = Assert.Throws<ArgumentException>(
            () => new FunctionCall(square, Runtime.Devices[0], singleThreaded: true));
        Assert.Contains("it cannot be given /CPU:0", placed.Message, StringComparison.Ordinal);
        using Function reading = Function.Trace("reading", [new(DType.Resource, [])], s => [RawOps.ReadVariableOp(s[0], DType.Float32)]);
        ArgumentException resource = Assert.Throws<ArgumentException>(() => new FunctionCall(reading, singleThreaded: true));
        Assert.Contains("takes resources", resource.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_behind() => LeakGate.AssertDisposes(() =>
    {
        using Function function = Square(11, Runtime.HasXla);
        _ = Run(function, new float[9], singleThreaded: true);
    });

    private static Function Square(int factor, bool compile) => Function.Trace(
        "square", [Matrix], s => [RawOps.MatMul(s[0], s[0]) * factor], new() { Compile = compile });

    private static float[] Run(Function function, float[] values, bool singleThreaded)
    {
        using FunctionCall call = new(function, singleThreaded: singleThreaded);
        call.WriteInput<float>(0, values, [3, 3]);
        call.Run();
        float[] result = new float[9];
        call.CopyOutput<float>(0, result);
        return result;
    }
}
