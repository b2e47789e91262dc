using Keras.Initializers;
using Keras.Layers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Initializers;

/// <summary>Memory that is not there is told by a typed exception that names the weight.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class NotEnoughMemoryTests
{
    // More than there are addresses, whatever the system promises to lend.
    private const int Side = 1 << 23;

    // TensorFlow waits ten seconds for memory that others may free, and all allocations wait with it.
    [Theory]
    [InlineData("zeros")]
    [InlineData("glorot_uniform")]
    public void A_kernel_that_does_not_fit_is_named(string initializer)
    {
        using Dense dense = new(Side) { InputShape = [Side], KernelInitializer = initializer };
        ResourceExhaustedException e = Assert.Throws<ResourceExhaustedException>(() => new Sequential(dense));
        Assert.Contains("dense", e.Message, StringComparison.Ordinal);
        Assert.Contains("kernel", e.Message, StringComparison.Ordinal);
        Assert.Contains("281474976710656 bytes", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DType.Float32, 0.3)]
    [InlineData(DType.Float16, 0.3)]
    [InlineData(DType.BFloat16, 0.3)]
    [InlineData(DType.Float64, 0.3)]
    [InlineData(DType.Int32, -7)]
    [InlineData(DType.UInt8, 255)]
    [InlineData(DType.Bool, 1)]
    public void One_number_everywhere(DType dtype, double value)
    {
        foreach (Shape shape in (Shape[])[[], [0], [1], [3, 5], [70_001]])
        {
            using Tensor full = Tensor.Full(value, dtype, shape), single = Tensor.Full(value, dtype, []);
            using Tensor numbers = full.Cast(DType.Float64), number = single.Cast(DType.Float64);
            Assert.Equal(shape, full.Shape);
            Assert.Equal(dtype, full.DType);
            double expected = number.ToScalar<double>();
            Assert.All(numbers.ToArray<double>(), actual => Assert.Equal(expected, actual));
        }
    }

    [Fact]
    public void A_number_that_the_type_cannot_hold_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Tensor.Full(0.5, DType.Int32, [2]));
        Assert.Throws<OverflowException>(() => Tensor.Full(256, DType.UInt8, [2]));
        Assert.Throws<ArgumentException>(() => Tensor.Full(1, DType.String, [2]));
    }

    [Fact]
    public void Initializers_give_their_number_in_each_type()
    {
        using Tensor constant = new Constant(0.1).Create([2, 3]), half = new Constant(0.1).Create([2], DType.Float16);
        using Tensor ones = new Ones().Create([3], DType.Int32);
        Assert.Equal(Enumerable.Repeat(0.1f, 6), constant.ToArray<float>());
        Assert.Equal([(Half)0.1, (Half)0.1], half.ToArray<Half>());
        Assert.Equal([1, 1, 1], ones.ToArray<int>());
    }
}
