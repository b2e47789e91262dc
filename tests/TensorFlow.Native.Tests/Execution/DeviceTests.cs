using Xunit;

namespace TensorFlow.Tests.Execution;

public sealed class DeviceTests : NativeTest
{
    [Fact]
    public void Devices_are_listed_and_found_by_name()
    {
        Assert.Equal(["/CPU:0", "/CPU:1"], Runtime.Devices.Where(d => d.Kind == "CPU").Select(d => d.ShortName));
        Device second = Runtime.FindDevice("CPU:1");
        Assert.Same(second, Runtime.FindDevice("/cpu:1"));
        Assert.Same(second, Runtime.FindDevice(second.Name));
        Assert.True(second.MemoryBytes > 0);
    }

    [Fact]
    public void An_unknown_device_lists_the_known_ones()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Runtime.Device("/GPU:7"));
        foreach (string part in (string[])["/GPU:7", "/CPU:0", "/CPU:1"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_come_too_late_once_the_runtime_runs() =>
        Assert.Contains("before", Assert.Throws<InvalidOperationException>(() => Runtime.Configure(new())).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Scopes_nest_and_end_once()
    {
        DeviceScope outer = Runtime.Device("/CPU:0");
        DeviceScope inner = Runtime.Device("/CPU:1");
        Assert.Equal("/CPU:1", DeviceScope.Current?.ShortName);
        inner.Dispose();
        outer.Dispose();
        inner.Dispose();
        Assert.Null(DeviceScope.Current);
    }

    [Fact]
    public async Task A_scope_flows_into_tasks_and_over_await_and_stays_on_no_thread()
    {
        using (Runtime.Device("/CPU:1"))
        {
            await Task.Yield();
            Assert.Equal("/CPU:1", DeviceScope.Current?.ShortName);
            Assert.Equal("/CPU:1", await Task.Run(() => DeviceScope.Current?.ShortName));
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Runtime.Device("/CPU:1"))));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => DeviceScope.Current))), Assert.Null);
    }

    [Fact]
    public void A_scope_can_leave_the_choice_to_the_runtime()
    {
        using Tensor host = Tensor.Create<float>([1, 2]);
        using DeviceScope outer = Runtime.Device("/CPU:1");
        using DeviceTensor placed = DeviceTensor.From(host), onHost = DeviceTensor.OnHost(host);
        using (DeviceScope.Enter(null))
        {
            Assert.Null(DeviceScope.Current);
            using DeviceTensor unplaced = DeviceTensor.From(host);
            Assert.Equal(onHost.Device, unplaced.Device);
        }

        Assert.Equal(Runtime.FindDevice("/CPU:1").Name, placed.Device);
        Assert.Equal("/CPU:1", DeviceScope.Current?.ShortName);
    }

    [Fact]
    public void A_call_stays_on_its_device_whoever_writes_its_input()
    {
        using Function function = Function.Trace("twice", [new(DType.Float32, [2])], s => [s[0] * 2]);
        using FunctionCall call = new(function);
        float[] result = new float[2];
        foreach (float value in new[] { 1f, 2f })
        {
            using DeviceScope scope = Runtime.Device("/CPU:1");
            call.WriteInput<float>(0, [value, 10 * value], [2]);
            call.Run();
            call.CopyOutput<float>(0, result);
            Assert.Equal([2 * value, 20 * value], result);
        }
    }

    [Fact]
    public void Tensors_move_between_devices()
    {
        Device second = Runtime.FindDevice("/CPU:1");
        using Tensor host = Tensor.Create<float>([1, 2]);
        using DeviceTensor there = DeviceTensor.From(host, second);
        Assert.Equal(second.Name, there.Device);
        using DeviceTensor here = there.CopyTo(Runtime.FindDevice("/CPU:0"));
        Assert.Equal(Runtime.FindDevice("/CPU:0").Name, here.Device);
        using Tensor back = there.ToTensor();
        Assert.Equal([1f, 2f], back.ToArray<float>());
    }

    [Fact]
    public void Variables_live_where_they_were_put_whatever_the_scope()
    {
        Device second = Runtime.FindDevice("/CPU:1");
        using Variable onSecond = new(Tensor.Scalar(1f), second), onFirst = new(Tensor.Scalar(2f));
        using DeviceTensor value = onSecond.ReadOnDevice();
        Assert.Equal(second.Name, value.Device);
        using (Runtime.Device("/CPU:1"))
        {
            using Tensor read = onFirst.Read();
            Assert.Equal(2, read.ToScalar<float>());
            onFirst.Assign(Tensor.Scalar(3f));
        }

        using Tensor changed = onFirst.Read();
        Assert.Equal(3, changed.ToScalar<float>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Functions_run_where_they_are_told(bool compile)
    {
        Device second = Runtime.FindDevice("/CPU:1");
        using Function function = Function.Trace("f", [new(DType.Float32, [2])], s => [s[0] * 2], new() { Compile = compile });
        using DeviceTensor input = DeviceTensor.From(Tensor.Create<float>([1, 2]), second);
        using FunctionCall call = new(function, second);
        call.SetInput(0, input);
        for (int i = 0; i < 3; i++)
        {
            call.Run();
            using DeviceTensor output = call.TakeOutput(0);
            Assert.Equal(second.Name, output.Device);
            using Tensor result = output.ToTensor();
            Assert.Equal([2f, 4f], result.ToArray<float>());
        }
    }

    [Fact]
    public void Functions_update_variables_of_their_device()
    {
        Device second = Runtime.FindDevice("/CPU:1");
        using Variable variable = new(Tensor.Zeros(DType.Float32, [2]), second);
        using Function add = Evaluate.Adder(1, [2]);
        using FunctionCall call = new(add, second);
        call.SetInput(0, variable.Handle);
        call.Run();
        call.Run();
        using Tensor value = variable.Read();
        Assert.Equal([2f, 2f], value.ToArray<float>());
    }
}
