using Xunit;

namespace TensorFlow.Tests.Differentiation;

/// <summary>Ops that round to few values: the gradient passes as if nothing was rounded, within their range.</summary>
public sealed class RoundingGradientTests : NativeTest
{
    [Fact]
    public void The_gradient_passes_within_the_range()
    {
        using Tensor x = Tensor.Create<float>([-9, -1, 0.3f, 9]);
        Assert.Equal([0f, 1f, 1f, 0f], Evaluate.Floats(s => Of(RawOps.FakeQuantWithMinMaxArgs(s[0], -6, 6), s[0]), x));
        Assert.Equal([0f, 1f, 1f, 0f],
            Evaluate.Floats(s => Of(RawOps.FakeQuantWithMinMaxVars(s[0], s[0].Number(-6), s[0].Number(6)), s[0]), x));
    }

    [Fact]
    public void What_lies_outside_counts_for_the_bounds()
    {
        using Tensor x = Tensor.Create<float>([-9, -1, 0.3f, 9]), least = Tensor.Scalar(-6f), most = Tensor.Scalar(6f);
        float[] gradients = Evaluate.Floats(
            s =>
            {
                Symbol?[] both = Gradients.Of(RawOps.FakeQuantWithMinMaxVars(s[0], s[1], s[2]), s[1], s[2]);
                return RawOps.Pack([both[0]!.Value, both[1]!.Value]);
            },
            x, least, most);
        Assert.Equal([1f, 1f], gradients);
    }

    [Fact]
    public void Each_channel_has_its_range()
    {
        using Tensor x = Tensor.Create<float>([-9, 9, -1, 1], [2, 2]);
        float[] gradient = Evaluate.Floats(
            s =>
            {
                Symbol bounds = RawOps.Pack([s[0].Number(6), s[0].Number(10)]);
                return Of(RawOps.FakeQuantWithMinMaxVarsPerChannel(s[0], -bounds, bounds), s[0]);
            },
            x);
        Assert.Equal([0f, 1f, 1f, 1f], gradient);
    }

    [Theory]
    [InlineData("QuantizeAndDequantizeV2")]
    [InlineData("QuantizeAndDequantizeV3")]
    public void Rounding_and_back_passes_the_gradient(string op)
    {
        using Tensor x = Tensor.Create<float>([-0.9f, 0.3f]);
        float[] gradient = Evaluate.Floats(
            s =>
            {
                OperationBuilder builder = OperationBuilder.Create(op).Input(s[0]).Input(s[0].Number(-1)).Input(s[0].Number(1));
                if (op == "QuantizeAndDequantizeV3")
                    builder = builder.Input(s[0].Graph.Constant(8, DType.Int32));
                return Of(builder.Attribute("range_given", true).Build()[0] * 3, s[0]);
            },
            x);
        Assert.Equal([3f, 3f], gradient);
    }

    private static Symbol Of(Symbol y, Symbol x) => Gradients.Of(y, x)[0]!.Value;
}
