using Shared;
using Xunit;

namespace TensorFlow.Tests.Execution;

public sealed class VariableTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Functions_update_variables_and_snapshots_stay(bool compile)
    {
        using Tensor initial = Tensor.Zeros(DType.Float32, [1000]);
        using Variable variable = new(initial);
        using Function add = Evaluate.Adder(2, [1000], new() { Compile = compile });
        using FunctionCall call = new(add);
        call.SetInput(0, variable.Handle);
        call.Run();
        using Tensor snapshot = variable.Read();
        using DeviceTensor onDevice = variable.ReadOnDevice();
        for (int i = 0; i < 3; i++)
            call.Run();
        using Tensor last = variable.Read();
        using Tensor kept = onDevice.ToTensor();
        Assert.All(initial.ToArray<float>(), v => Assert.Equal(0, v));
        Assert.All(snapshot.ToArray<float>(), v => Assert.Equal(2, v));
        Assert.All(kept.ToArray<float>(), v => Assert.Equal(2, v));
        Assert.All(last.ToArray<float>(), v => Assert.Equal(8, v));
    }

    [Fact]
    public void A_value_must_be_of_the_variables_type_and_shape()
    {
        using Variable variable = new(DType.Float32, [-1, 2]);
        using Tensor three = Tensor.Zeros(DType.Float32, [3, 2]), wrongShape =
            Tensor.Zeros(DType.Float32, [3]), wrongType = Tensor.Zeros(DType.Int32, [3, 2]);
        using DeviceTensor device = DeviceTensor.From(wrongShape);
        variable.Assign(three);
        Assert.Contains("float32 [?, 2], got float32 [3]",
            Assert.Throws<ArgumentException>(() => variable.Assign(wrongShape)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => variable.Assign(wrongType));
        Assert.Throws<ArgumentException>(() => variable.Assign(device));
        using Tensor value = variable.Read();
        Assert.Equal([3, 2], value.Shape);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void A_compiled_function_writes_into_memory_that_the_variable_alone_holds(bool alone)
    {
        Assert.SkipUnless(Runtime.HasXla, "There is no XLA.");
        using Tensor initial = Tensor.Zeros(DType.Float32, [1 << 20]);
        using DeviceTensor zeros = DeviceTensor.From(initial);
        using Function copy = Function.Trace("copy", [TensorSpec.Of(initial)], s => [RawOps.DeepCopy(s[0])]);
        DeviceTensor value = copy.Invoke(zeros)[0];
        Tensor? held = value.ToTensor();
        nint place = Place(held);
        if (alone)
            held.Dispose();
        using Function add = Evaluate.Adder(2, [1 << 20], new() { Compile = true });
        using Variable variable = Variable.TakeOver(value);
        Assert.Throws<ObjectDisposedException>(value.ToTensor);
        Assert.Empty(add.Invoke(variable.Handle));
        using DeviceTensor released = variable.Release();
        Assert.Throws<ObjectDisposedException>(variable.Read);
        using Tensor after = released.ToTensor();
        Assert.Equal(alone, Place(after) == place);
        Assert.Equal(2, after.AsSpan<float>()[5]);
        if (!alone)
        {
            Assert.Equal(0, held.AsSpan<float>()[5]);
            held.Dispose();
        }

        static nint Place(Tensor tensor)
        {
            fixed (float* first = tensor.AsSpan<float>())
                return (nint)first;
        }
    }

    [Fact]
    public void Variables_of_the_same_kind_are_apart()
    {
        using Variable one = new(Tensor.Scalar(1f)), two = new(Tensor.Scalar(2f));
        using Tensor a = one.Read(), b = two.Read();
        Assert.Equal(1, a.ToScalar<float>());
        Assert.Equal(2, b.ToScalar<float>());
    }

    [Fact]
    public void A_disposed_variable_is_told_and_its_memory_is_freed()
    {
        using Tensor large = Tensor.Zeros(DType.Float32, [4 << 20]);
        UseAndDispose(20);
        long before = ResidentMemory.Settled();

        UseAndDispose(40);

        // Each takes 16 MiB: 40 that stayed would be 640.
        Assert.InRange(ResidentMemory.Settled() - before, long.MinValue, 160L << 20);

        void UseAndDispose(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Variable variable = new(DType.Float32, large.Shape);
                using Function fill = Evaluate.Adder(1, large.Shape);
                variable.Assign(large);
                Assert.Empty(fill.Invoke(variable.Handle));
                variable.Dispose();
                variable.Dispose();
                Assert.Throws<ObjectDisposedException>(variable.Read);
            }
        }
    }
}
