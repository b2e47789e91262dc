using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

public sealed class IntegerLimitTests
{
    [Theory]
    [InlineData(-1, 3, new byte[] { 0, 1, 3, 3 })]
    [InlineData(2, 300, new byte[] { 2, 2, 5, 250 })]
    [InlineData(-5, -2, new byte[] { 0, 0, 0, 0 })]
    [InlineData(256, 300, new byte[] { 255, 255, 255, 255 })]
    [InlineData(1, 6, new byte[] { 1, 1, 5, 6 })]
    public void A_limit_beyond_the_range_of_the_type_limits_nothing(double least, double most, byte[] expected)
    {
        using Tensor x = Tensor.Create<byte>([0, 1, 5, 250]);
        using Tensor clipped = Ops.Clip(x, least, most);
        Assert.Equal(DType.UInt8, clipped.DType);
        Assert.Equal(expected, clipped.ToArray<byte>());
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-1)]
    public void A_number_that_the_type_cannot_hold_is_refused(double number)
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.UInt8, [2]);
        OverflowException refusal = Assert.Throws<OverflowException>(() => x + number);
        Assert.Contains("uint8", refusal.Message, StringComparison.Ordinal);
    }
}
