using Xunit;

namespace TensorFlow.Tests.Tensors;

/// <summary>Elements are read as other types that can hold them.</summary>
public sealed class ConversionTests : NativeTest
{
    [Fact]
    public void Integers_are_read_as_any_type_that_can_hold_them()
    {
        using Tensor tensor = Tensor.Create<long>([3, 0, 127]);
        Assert.Equal([3, 0, 127], tensor.ToArray<int>());
        Assert.Equal([3, 0, 127], tensor.ToArray<sbyte>());
        Assert.Equal([3u, 0, 127], tensor.ToArray<uint>());
        Assert.Equal([3f, 0, 127], tensor.ToArray<float>());
        Assert.Equal([3.0, 0, 127], tensor.ToArray<double>());
        Assert.Equal([(Half)3, (Half)0, (Half)127], tensor.ToArray<Half>());
        Assert.Equal([(BFloat16)3f, (BFloat16)0f, (BFloat16)127f], tensor.ToArray<BFloat16>());
    }

    [Fact]
    public void More_elements_than_a_chunk_are_converted()
    {
        long[] many = [.. Enumerable.Range(-700, 1500).Select(i => (long)i)];
        using Tensor tensor = Tensor.Create<long>(many);
        Assert.Equal(many.Select(i => (int)i), tensor.ToArray<int>());
        Assert.Equal(many.Select(i => (double)i), tensor.ToArray<double>());
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(int.MinValue - 1L)]
    public void An_integer_out_of_range_is_told_with_its_position(long value)
    {
        using Tensor tensor = Tensor.Create([1, 2, value]);
        string message = Assert.Throws<InvalidOperationException>(() => tensor.ToArray<int>()).Message;
        Assert.Contains("The element at 2 is", message, StringComparison.Ordinal);
        Assert.Contains("no int32 can hold", message, StringComparison.Ordinal);
        using Tensor scalar = tensor[2];
        Assert.Throws<InvalidOperationException>(() => scalar.ToScalar<int>());
    }

    [Fact]
    public void Unsigned_integers_have_their_whole_range()
    {
        using Tensor tensor = Tensor.Create([ulong.MaxValue]);
        Assert.Equal([(double)ulong.MaxValue], tensor.ToArray<double>());
        Assert.Throws<InvalidOperationException>(() => tensor.ToArray<long>());
        using Tensor negative = Tensor.Create([-1]);
        Assert.Throws<InvalidOperationException>(() => negative.ToArray<ulong>());
    }

    [Fact]
    public void Floating_point_numbers_are_rounded_to_one_another_and_never_to_integers()
    {
        using Tensor tensor = Tensor.Create([0.1, double.NaN, 1e300]);
        Assert.Equal([0.1f, float.NaN, float.PositiveInfinity], tensor.ToArray<float>());
        using Tensor half = Tensor.Create([(Half)0.5f]);
        Assert.Equal([0.5], half.ToArray<double>());
        Assert.Contains("float64, not int64; Cast",
            Assert.Throws<InvalidOperationException>(() => tensor.ToArray<long>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truth_values_are_read_as_numbers_and_numbers_not_as_truth_values()
    {
        using Tensor truth = Tensor.Create([true, false]);
        Assert.Equal([1, 0], truth.ToArray<int>());
        Assert.Equal([1f, 0f], truth.ToArray<float>());
        using Tensor numbers = Tensor.Create([1, 0]);
        Assert.Contains("int32, not bool; Cast",
            Assert.Throws<InvalidOperationException>(() => numbers.ToArray<bool>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strings_are_no_numbers()
    {
        using Tensor tensor = Tensor.CreateStrings(["1"], [1]);
        Assert.Contains("use ToStrings", Assert.Throws<InvalidOperationException>(() => tensor.ToArray<int>()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_is_in_place_and_says_how_to_convert()
    {
        using Tensor tensor = Tensor.Create<long>([1]);
        Assert.Contains("ToArray converts",
            Assert.Throws<InvalidOperationException>(() => tensor.AsSpan<int>().Length).Message, StringComparison.Ordinal);
    }
}
