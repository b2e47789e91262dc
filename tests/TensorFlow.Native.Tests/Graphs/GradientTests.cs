using Xunit;

namespace TensorFlow.Tests.Graphs;

public sealed class GradientTests : NativeTest
{
    [Theory]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("Exp")]
    [InlineData("Softplus")]
    [InlineData("Square")]
    [InlineData("Log1p")]
    public void Gradients_are_the_finite_differences(string op)
    {
        Symbol F(Symbol x) => RawOps.Sum(OperationBuilder.Create(op).Input(x).Build()[0] * x, x.Graph.Constant(0));
        const float step = 1e-2f;
        float[] at = [0.3f, 0.8f, 1.7f];
        using Tensor x = Tensor.Create<float>(at);
        float[] gradient = Evaluate.Floats(s => Gradients.Of(F(s[0]), s[0])[0]!.Value, x);
        for (int i = 0; i < at.Length; i++)
        {
            float difference = (At(i, step) - At(i, -step)) / (2 * step);
            Assert.Equal(difference, gradient[i], 1e-2f);
        }

        float At(int index, float by)
        {
            float[] moved = [.. at];
            moved[index] += by;
            using Tensor point = Tensor.Create<float>(moved);
            return Evaluate.Floats(s => F(s[0]), point)[0];
        }
    }

    [Fact]
    public void What_is_not_reached_has_none()
    {
        using Tensor x = Tensor.Scalar(3f);
        float[] gradient = Evaluate.Floats(
            s =>
            {
                Symbol?[] all = Gradients.Of(s[0] * s[0], s[0], s[1]);
                Assert.Null(all[1]);
                Assert.Equal([null], Gradients.Of(s[0] * 2, s[1]));
                return all[0]!.Value;
            },
            x, x);
        Assert.Equal([6f], gradient);
    }

    [Fact]
    public void The_unused_output_of_an_op_has_none()
    {
        using Tensor x = Tensor.Create<float>([1, 2]);
        _ = Evaluate.Floats(
            s =>
            {
                Symbol[] parts = RawOps.Split(s[0].Graph.Constant(0, DType.Int32), s[0], 2);
                Symbol?[] all = Gradients.Of(RawOps.Square(parts[0]), parts[0], parts[1]);
                Assert.NotNull(all[0]);
                Assert.Null(all[1]);
                return all[0]!.Value;
            },
            x);
    }

    [Fact]
    public void An_op_without_a_gradient_is_named()
    {
        using Tensor x = Tensor.Create<float>([1, 2]);
        TensorFlowException error = Assert.ThrowsAny<TensorFlowException>(
            () => Evaluate.Floats(s => Gradients.Of(RawOps.NextAfter(s[0], s[0]) * RawOps.Bucketize(s[0], [0f]).Cast(DType.Float32), s[0])[0]!.Value, x));
        Assert.Contains("NextAfter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbols_of_another_graph_are_refused()
    {
        using Graph one = new(), other = new();
        Symbol y = RawOps.Square(one.Placeholder(DType.Float32, [2]));
        Symbol stranger = other.Placeholder(DType.Float32, [2]);
        Assert.Throws<ArgumentException>(() => Gradients.Of(y, stranger));
        Assert.Throws<ArgumentException>(() => Gradients.Of(y, default(Symbol)));
    }
}
