using Xunit;

namespace TensorFlow.Tests.Graphs;

public sealed class ControlFlowTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_loop_gives_the_same_compiled_or_not(bool compile)
    {
        using Tensor x = Tensor.Create<float>([1, 2]);
        float[] result = Evaluate.Floats(
            new() { Compile = compile },
            s => ControlFlow.While([s[0].Graph.Constant(0, DType.Int32), s[0]],
                v => RawOps.Less(v[0], v[0].Number(10)), v => [v[0] + 1, v[1] * 2])[1],
            x);
        Assert.Equal([1024f, 2048f], result);
    }

    [Theory]
    [InlineData(false, 3f, 6f)]
    [InlineData(true, 3f, 6f)]
    [InlineData(false, -3f, 9f)]
    [InlineData(true, -3f, 9f)]
    public void A_branch_gives_the_same_compiled_or_not(bool compile, float input, float expected)
    {
        using Tensor x = Tensor.Scalar(input);
        float[] result = Evaluate.Floats(
            new() { Compile = compile },
            s => ControlFlow.If(RawOps.Greater(s[0], s[0].Number(0)), [s[0]], v => [v[0] * 2], v => [RawOps.Square(v[0])])[0],
            x);
        Assert.Equal([expected], result);
    }

    [Fact]
    public void Loops_nest_and_have_gradients()
    {
        using Tensor x = Tensor.Scalar(2f);
        float[] result = Evaluate.Floats(
            s =>
            {
                Symbol y = ControlFlow.If(RawOps.Greater(s[0], s[0].Number(0)), [s[0]], v => [Power(v[0])], v => [v[0]])[0];
                Symbol first = Gradients.Of(y, s[0])[0]!.Value;
                return RawOps.Pack([y, first, Gradients.Of(first, s[0])[0]!.Value]);
            },
            x);
        Assert.Equal([8f, 12f, 12f], result);

        static Symbol Power(Symbol x) =>
            ControlFlow.While([x.Graph.Constant(0, DType.Int32), x, x],
                v => RawOps.Less(v[0], v[0].Number(2)), v => [v[0] + 1, v[1] * v[2], v[2]])[1];
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bodies_read_symbols_of_the_graphs_around_them(bool compile)
    {
        using Tensor x = Tensor.Create<float>([1, 2]), y = Tensor.Create<float>([3, 5]);
        float[] result = Evaluate.Floats(
            new() { Compile = compile },
            s => ControlFlow.While(
                [s[0].Graph.Constant(0, DType.Int32), s[0]],
                v => RawOps.Less(v[0], v[0].Number(2)),
                v => [v[0] + 1, ControlFlow.If(RawOps.Equal(v[0], v[0].Number(1)), [], _ => [v[1] * s[1]], _ => [s[1] + v[1]])[0]])[1],
            x, y);
        Assert.Equal([12f, 35f], result);
    }

    [Fact]
    public void A_loop_whose_body_returns_something_else_is_refused()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [2]);
        ArgumentException type = Assert.Throws<ArgumentException>(
            () => ControlFlow.While([x], v => v[0].Graph.Constant(1, DType.Bool), v => [v[0].Cast(DType.Int32)]));
        Assert.Contains("float32 [2]", type.Message, StringComparison.Ordinal);
        Assert.Contains("int32 [2]", type.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ControlFlow.While([x], v => v[0], v => v));
        Assert.Throws<ArgumentException>(() => ControlFlow.While([], v => v[0], v => v));
    }

    [Fact]
    public void Branches_of_different_types_are_refused()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [2]);
        Symbol on = graph.Placeholder(DType.Bool, Shape.Scalar);
        Assert.Throws<ArgumentException>(() => ControlFlow.If(on, [x], v => v, v => [v[0].Cast(DType.Int32)]));
        Assert.Throws<ArgumentException>(() => ControlFlow.If(on, [x], v => v, v => [v[0], v[0]]));
    }

    [Theory]
    [InlineData(0, 10f)]
    [InlineData(1, 20f)]
    [InlineData(9, 20f)]
    public void A_list_of_functions_is_an_attribute(int branch, float expected)
    {
        using Function one = Function.Trace("one", [], _ => [Graph.Current.Constant(10, DType.Float32)]);
        using Function two = Function.Trace("two", [], _ => [Graph.Current.Constant(20, DType.Float32)]);
        using Tensor index = Tensor.Scalar(branch);
        float[] result = Evaluate.Floats(
            s =>
            {
                s[0].Graph.Import(one);
                s[0].Graph.Import(two);
                return RawOps.Case(s[0], [], [DType.Float32], [one, two])[0];
            },
            index);
        Assert.Equal([expected], result);
    }
}
