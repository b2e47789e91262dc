using Xunit;

namespace TensorFlow.Tests.Tensors;

public sealed class ViewTests : NativeTest
{
    [Fact]
    public void An_index_takes_an_entry_of_the_first_axis()
    {
        using Tensor tensor = Tensor.FromArray(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        using Tensor first = tensor[0];
        using Tensor last = tensor[^1];
        using Tensor number = last[2];
        Assert.Equal([3], first.Shape);
        Assert.Equal([1, 2, 3], first.ToArray<int>());
        Assert.Equal([4, 5, 6], last.ToArray<int>());
        Assert.Equal(6, number.ToScalar<int>());
    }

    [Fact]
    public void A_range_takes_entries_of_the_first_axis()
    {
        using Tensor tensor = Tensor.FromArray(new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        using Tensor tail = tensor[1..];
        using Tensor none = tensor[3..];
        Assert.Equal([2, 2], tail.Shape);
        Assert.Equal([3, 4, 5, 6], tail.ToArray<int>());
        Assert.Equal([0, 2], none.Shape);
    }

    [Fact]
    public void Strings_have_views_too()
    {
        using Tensor tensor = Tensor.FromArray(new[,] { { "a", "b" }, { "c", "" } });
        using Tensor row = tensor[1];
        using Tensor rows = tensor[..1];
        using Tensor flat = tensor.Reshape([-1]);
        Assert.Equal(["c", ""], row.ToStrings());
        Assert.Equal(["a", "b"], rows.ToStrings());
        Assert.Equal(["a", "b", "c", ""], flat.ToStrings());
    }

    [Fact]
    public void Reshape_finds_the_axis_left_open()
    {
        using Tensor tensor = Tensor.Create<float>([1, 2, 3, 4, 5, 6]);
        using Tensor shaped = tensor.Reshape([3, -1]);
        using Tensor scalar = tensor[0].Reshape(Shape.Scalar);
        Assert.Equal([3, 2], shaped.Shape);
        Assert.Equal(tensor.ToArray<float>(), shaped.ToArray<float>());
        Assert.Contains("[4, 1]", Assert.Throws<ArgumentException>(() => tensor.Reshape([4, -1])).Message, StringComparison.Ordinal);
        Assert.Contains("[?, ?]", Assert.Throws<ArgumentException>(() => tensor.Reshape([-1, -1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_of_the_axis_is_an_error_that_tells_its_length()
    {
        using Tensor tensor = Tensor.Create<int>([1, 2, 3]);
        using Tensor scalar = Tensor.Scalar(1);
        Assert.Contains("3 entries", Assert.Throws<ArgumentOutOfRangeException>(() => tensor[3]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor[^4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor[2..5]);
        Assert.Throws<InvalidOperationException>(() => scalar[0]);
        Assert.Throws<InvalidOperationException>(() => tensor.ToScalar<int>());
    }

    [Fact]
    public void ArgMax_and_Cast_are_the_librarys()
    {
        using Tensor tensor = Tensor.FromArray(new[,] { { 1f, 3.9f, 2f }, { 9f, 0f, -1f } });
        using Tensor columns = tensor.ArgMax();
        using Tensor rows = tensor.ArgMax(axis: 0);
        using Tensor whole = tensor.Cast(DType.Int32);
        using Tensor one = tensor[0][1];
        Assert.Equal([1, 0], columns.ToArray<long>());
        Assert.Equal([1, 0, 0], rows.ToArray<long>());
        Assert.Equal([1, 3, 2, 9, 0, -1], whole.ToArray<int>());
        Assert.Equal(3, one.ToScalar<int>());
    }
}
