using Xunit;

namespace TensorFlow.Tests.Tensors;

public sealed class TensorMisuseTests : NativeTest
{
    [Fact]
    public void Elements_must_fit_the_shape()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Tensor.Create<float>([1, 2, 3], [2, 2]));
        Assert.Contains("[2, 2] has 4 elements, got 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Tensor.Wrap(new float[3], [2, 2]));
    }

    [Fact]
    public void Every_axis_must_be_known()
    {
        Assert.Contains("[?, 3]", Assert.Throws<ArgumentException>(() => Tensor.Create<float>([1, 2, 3], [-1, 3])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Tensor.Zeros(DType.Float32, Shape.Unknown));
    }

    [Fact]
    public void The_type_read_must_be_the_tensors()
    {
        using Tensor tensor = Tensor.Create<float>([1, 2]);
        Assert.Contains("float32, not int32",
            Assert.Throws<InvalidOperationException>(() => tensor.ToArray<int>()).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => tensor.ToArray<char>());
    }

    [Fact]
    public void Arrays_of_arrays_and_of_other_types_are_refused()
    {
        Assert.Contains("float[,]", Assert.Throws<NotSupportedException>(() => Tensor.FromArray(new float[][] { [1], [2] })).Message,
            StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => Tensor.FromArray(new[] { DateTime.UnixEpoch }));
        Assert.Throws<ArgumentNullException>(() => Tensor.FromArray(null!));
        Assert.Throws<ArgumentNullException>(() => Tensor.Wrap<float>(null!, [1]));
    }

    [Fact]
    public void More_memory_than_there_is_is_an_exception() =>
        Assert.Throws<ResourceExhaustedException>(() => Tensor.Zeros(DType.UInt8, [1L << 46]));

    [Fact]
    public void A_size_that_overflows_is_an_exception() =>
        Assert.Throws<OverflowException>(() => Tensor.Zeros(DType.Float64, [long.MaxValue / 2, 3]));

    [Fact]
    public void Disposing_twice_is_harmless_and_use_afterwards_is_told()
    {
        Tensor tensor = Tensor.Create<float>([1, 2]);
        tensor.Dispose();
        tensor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.AsSpan<float>().Length);
        Assert.Throws<ObjectDisposedException>(() => tensor[0]);
        Assert.Throws<ObjectDisposedException>(() => DeviceTensor.From(tensor));
        Assert.Throws<ObjectDisposedException>(() => tensor.Cast(DType.Int32));
    }

    [Fact]
    public void A_writer_that_throws_leaves_no_tensor_behind() =>
        Assert.Throws<TimeoutException>(() => Tensor.Create<float, int>([3], 0, static (_, _) => throw new TimeoutException()));
}
