using Xunit;

namespace TensorFlow.Tests.Differentiation;

public sealed class LoopGradientTests : NativeTest
{
    [Fact]
    public void The_gradient_of_a_matrix_is_one_product_after_the_loop()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [5, 2, 3]), w =
            graph.Placeholder(DType.Float32, [3, 3]), h = graph.Placeholder(DType.Float32, [2, 3]);
        Symbol last = ControlFlow.Scan((state, slice) => ([RawOps.Tanh(RawOps.MatMul(state[0], w) + slice[0])], []), [h], [x]).States[0];
        Symbol gradient = Gradients.Of(last, w)[0]!.Value;
        Assert.Equal("MatMul", gradient.Operation.Type);
        Assert.Equal([10, 3], gradient.Operation.Input(0).Shape);
    }

    [Fact]
    public void The_product_of_a_slice_is_made_of_all_slices_before_the_loop()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [5, 2, 3]), w = graph.Placeholder(DType.Float32, [3, 4]);
        Symbol h = graph.Placeholder(DType.Float32, [2, 4]);
        _ = ControlFlow.Scan((state, slice) => ([RawOps.Tanh(RawOps.MatMul(slice[0], w) + state[0])], []), [h], [x]);
        Operation product = Assert.Single(graph.Order, o => o.Type == "MatMul");
        Assert.Equal([10, 4], product[0].Shape);
    }

    [Fact]
    public void Only_states_that_the_way_back_needs_are_kept()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [2]);
        using IDisposable recording = Gradients.Record();
        _ = ControlFlow.Scan((state, _) => ([state[0] * 2, RawOps.Sin(state[1])], []), [x, x], [], graph.Constant(3, DType.Int32));
        GradientDefinition scan = Assert.Single(graph.Definitions.Values);
        Assert.Equal(3, scan.Outputs);
    }

    [Fact]
    public void A_loop_that_is_not_differentiated_keeps_nothing()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [2]);
        _ = ControlFlow.While([x], v => RawOps.Less(RawOps.Max(v[0], graph.Constant(0, DType.Int32)), v[0].Number(9)), v => [v[0] * 2]);
        Assert.Empty(graph.Definitions);
    }

    [Fact]
    public void Random_numbers_that_would_be_others_on_the_way_back_are_refused()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [2]), count = graph.Constant(3, DType.Int32);
        Symbol y = ControlFlow.Scan(
            (s, _) => ([s[0] * RawOps.RandomUniform(s[0].Graph.Constant([2]), DType.Float32)], []), [x], [], count).States[0];
        UnimplementedException error = Assert.Throws<UnimplementedException>(() => Gradients.Of(y, x));
        Assert.Contains("RandomUniform", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_needs_something_to_go_through()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [2]);
        Assert.Throws<ArgumentException>(() => ControlFlow.Scan((s, _) => (s, []), [x], []));
        Assert.Throws<ArgumentException>(() => ControlFlow.Scan((s, _) => ([s[0].Cast(DType.Int32)], []), [x], [x]));
        Assert.Throws<ArgumentException>(() => ControlFlow.Scan((s, _) => (s, []), [x], [graph.Placeholder(DType.Float32, [])]));
        Assert.Throws<ArgumentException>(() => ControlFlow.Case(graph.Constant(0, DType.Int32), [x], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlFlow.While([x], v => v[0], v => v, maximumIterations: -1));
    }
}
