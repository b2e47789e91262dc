using Xunit;

namespace TensorFlow.Tests.Differentiation;

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
    public void Vectors_that_may_turn_freely_have_none()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol tall = graph.Placeholder(DType.Float32, [5, 3]), wide = graph.Placeholder(DType.Float32, [3, 6]);
        UnimplementedException error = Assert.Throws<UnimplementedException>(
            () => Gradients.Of(RawOps.Qr(tall, fullMatrices: true).Q, tall));
        Assert.Contains(
            ": of 5 × 3 matrices, the columns of Q beyond those of R may turn freely, and TensorFlow and PyTorch have none either; compute "
            + "the others alone (full_matrices: false, mode \"reduced\").", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<UnimplementedException>(() => Gradients.Of(RawOps.Svd(wide, fullMatrices: true).V, wide));
        Assert.Contains(": of 3 × 6 matrices, the 3 vectors beyond the singular values may turn freely; compute the others alone "
            + "(full_matrices: false).", error.Message, StringComparison.Ordinal);
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
    public void An_op_without_a_gradient_is_named_and_who_wrote_it()
    {
        using Tensor x = Tensor.Create<float>([1, 2]);
        UnimplementedException error = Assert.Throws<UnimplementedException>(() => Evaluate.Floats(
            s =>
            {
                Symbol y;
                using (s[0].Graph.EnterScope("encoder"))
                using (s[0].Graph.EnterScope("dense_1"))
                    y = RawOps.Unique(s[0] * 2).Y;
                return Gradients.Of(y * RawOps.Bucketize(s[0], [0f]).Cast(DType.Float32), s[0])[0]!.Value;
            },
            x));
        Assert.Contains("Unique", error.Message, StringComparison.Ordinal);
        Assert.Contains("'encoder/dense_1'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Several_outputs_have_gradients_given(bool compile)
    {
        using Tensor x = Tensor.Create<float>([1, 2]), dy = Tensor.Create<float>([10, 100]);
        float[] gradient = Evaluate.Floats(
            new() { Compile = compile },
            s => Gradients.Of([s[0] * 3, RawOps.Square(s[0])], [s[1], s[1].Number(1) + (0 * s[1])], [s[0]])[0]!.Value,
            x, dy);
        Assert.Equal([32f, 304f], gradient);
    }

    [Fact]
    public void A_gradient_by_an_intermediate_symbol_and_by_its_source_are_both_whole()
    {
        using Tensor x = Tensor.Scalar(3f);
        float[] gradients = Evaluate.Floats(
            s =>
            {
                Symbol square = RawOps.Square(s[0]);
                Symbol?[] both = Gradients.Of(square * s[0], square, s[0]);
                return RawOps.Pack([both[0]!.Value, both[1]!.Value]);
            },
            x);
        Assert.Equal([3f, 27f], gradients);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_gradient_can_be_defined(bool compile)
    {
        using Tensor x = Tensor.Scalar(3f);
        float[] gradients = Evaluate.Floats(
            new() { Compile = compile },
            s =>
            {
                Symbol y = Gradients.Define([s[0]], [RawOps.Floor(s[0] * s[0])], dys => [dys[0]!.Value * 7 * s[0]])[0];
                Symbol first = Gradients.Of(y * 2, s[0])[0]!.Value;
                return RawOps.Pack([y, first, Gradients.Of(first, s[0])[0]!.Value]);
            },
            x);
        Assert.Equal([9f, 42f, 14f], gradients);
    }

    [Fact]
    public void A_defined_gradient_of_the_wrong_number_is_refused()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, []);
        Symbol y = Gradients.Define([x], [x * 2], _ => [])[0];
        Assert.Throws<ArgumentException>(() => Gradients.Of(y, x));
        Assert.Throws<ArgumentException>(() => Gradients.Define([x], [], _ => []));
    }

    [Fact]
    public void Nothing_flows_through_a_stop()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, []);
        Assert.Null(Gradients.Of(Gradients.StopGradient(x) * 2, x)[0]);
        Assert.NotNull(Gradients.Of(Gradients.StopGradient(x) * x, x)[0]);
    }

    [Fact]
    public void A_table_that_is_only_gathered_from_has_rows()
    {
        using Tensor table = Tensor.Create<float>([1, 2, 3, 4, 5, 6], [3, 2]);
        float[] values = Evaluate.Floats(
            s =>
            {
                Symbol ids = s[0].Graph.Constant([2, 0, 2]), axis = s[0].Graph.Constant(0, DType.Int32);
                Gradient gradient = Gradients.WithRows([RawOps.Square(RawOps.GatherV2(s[0], ids, axis))], [], [s[0]])[0]!.Value;
                Assert.NotNull(gradient.Rows);
                Assert.Equal([3, 2], gradient.Rows.Values.Shape);
                Assert.Null(Gradients.WithRows([RawOps.GatherV2(s[0], ids, axis), s[0]], [], [s[0]])[0]!.Value.Rows);
                return gradient.ToDense();
            },
            table);
        Assert.Equal([2f, 4f, 0f, 0f, 20f, 24f], values);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [2]), whole = graph.Placeholder(DType.Int32, [2]);
        Symbol y = x * 2;
        Assert.Throws<ArgumentException>(() => Gradients.Of([], [], [x]));
        Assert.Throws<ArgumentException>(() => Gradients.Of([y], [y, y], [x]));
        Assert.Throws<ArgumentException>(() => Gradients.Of([y], [graph.Placeholder(DType.Float32, [3])], [x]));
        Assert.Throws<ArgumentException>(() => Gradients.Of(whole, x));
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
