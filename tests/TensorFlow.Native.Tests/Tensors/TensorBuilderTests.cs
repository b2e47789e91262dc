using Xunit;

namespace TensorFlow.Tests.Tensors;

public sealed class TensorBuilderTests : NativeTest
{
    [Fact]
    public void Parts_become_a_whole_and_what_is_left_is_zero()
    {
        using TensorBuilder builder = new(DType.Float32, [4, 2]);
        using Tensor first = Tensor.Create<float>([1, 2], [1, 2]), rest = Tensor.Create<float>([3, 4, 5, 6], [2, 2]);
        builder.Append(first);
        builder.Append(rest);
        using Tensor whole = builder.ToTensor();
        Assert.Equal<long>([4, 2], whole.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6, 0, 0], whole.ToArray<float>());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using TensorBuilder builder = new(DType.Float32, [2]);
        using Tensor one = Tensor.Create<float>([1]), two = Tensor.Create<float>([2, 3]), integer = Tensor.Create<int>([1]);
        builder.Append(one);
        Assert.Contains("room for 1 elements of [2], got 2",
            Assert.Throws<ArgumentException>(() => builder.Append(two)).Message, StringComparison.Ordinal);
        Assert.Contains("Expected float32, got int32",
            Assert.Throws<ArgumentException>(() => builder.Append(integer)).Message, StringComparison.Ordinal);
        Assert.Contains("CreateStrings", Assert.Throws<ArgumentException>(() => new TensorBuilder(DType.String, [2])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_is_handed_over_once()
    {
        TensorBuilder builder = new(DType.Int32, [1]);
        using Tensor whole = builder.ToTensor();
        Assert.Throws<ObjectDisposedException>(builder.ToTensor);
        builder.Dispose();
        Assert.Equal([0], whole.ToArray<int>());
    }
}
