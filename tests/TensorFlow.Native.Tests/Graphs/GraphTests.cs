using Xunit;

namespace TensorFlow.Tests.Graphs;

public sealed class GraphTests : NativeTest
{
    [Fact]
    public void Symbols_calculate()
    {
        using Tensor a = Tensor.FromArray(new[,] { { 1f, 2f }, { 3f, 4f } });
        Assert.Equal([7f, 10f, 15f, 22f], Evaluate.Floats(s => s[0].MatMul(s[0]), a));
        Assert.Equal([2f, 1.5f, 4f / 3, 1.25f], Evaluate.Floats(s => 1 + (1 / s[0]), a));
        Assert.Equal([-2f, -3f, -4f, -5f], Evaluate.Floats(s => -(s[0] + 1), a));
        Assert.Equal([0f, -1f, -2f, -3f], Evaluate.Floats(s => 1 - s[0], a));
        Assert.Equal([1f, 2f, 3f, 4f], Evaluate.Floats(s => s[0].Reshape([-1]).Cast(DType.Int32).Cast(DType.Float32), a));
    }

    [Fact]
    public void Symbols_compare()
    {
        using Tensor a = Tensor.FromArray(new[] { 1f, 2f, float.NaN });
        Assert.Equal([1f, 0, 0], Evaluate.Floats(s => (s[0] < 2).Cast(DType.Float32), a));
        Assert.Equal([1f, 1, 0], Evaluate.Floats(s => (2 >= s[0]).Cast(DType.Float32), a));
        Assert.Equal([0f, 1, 0], Evaluate.Floats(s => ((s[0] <= 2) & (s[0] > 1)).Cast(DType.Float32), a));
        Assert.Equal([1f, 0, 1], Evaluate.Floats(s => (!(s[0] > 1 | s[0] >= s[0] + 1)).Cast(DType.Float32), a));
        Assert.Equal([0f, 1, 0], Evaluate.Floats(s => ((s[0] > 0) ^ (1 < s[0]) ^ (s[0] <= 2)).Cast(DType.Float32), a));
    }

    [Fact]
    public void Shapes_are_inferred_as_far_as_they_can_be()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [-1, 3], "x");
        Symbol any = graph.Placeholder(DType.Float32, Shape.Unknown, "any");
        Assert.Equal([-1, 4], x.MatMul(graph.Placeholder(DType.Float32, [3, 4])).Shape);
        Assert.Equal(Shape.Unknown, any.Shape);
        Assert.Equal([-1, 3], (x + 1).Shape);
        Assert.Equal([5, 3], (x + 1).WithShape([5, 3]).Shape);
        Assert.Equal([-1, 3], x.WithShape(Shape.Unknown).Shape);
        Assert.Throws<InvalidArgumentException>(() => x.WithShape([5, 4]));
    }

    [Fact]
    public void A_symbol_knows_who_takes_it()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [2], "x");
        Assert.Empty(x.Consumers);
        Symbol twice = x + x, negative = -x;
        Assert.Equal(3, x.Consumers.Length);
        Assert.Equal(2, x.Consumers.Count(o => o == twice.Operation));
        Assert.Contains(negative.Operation, x.Consumers);
        Assert.Empty(twice.Consumers);
    }

    [Fact]
    public void Names_are_made_unique()
    {
        using Graph graph = new();
        string[] names = [.. new[] { "a_1", "a", "a", "a" }.Select(n => graph.Placeholder(DType.Float32, [], n).Operation.Name)];
        Assert.Equal(4, names.Distinct().Count());
        Assert.Equal("a_1", names[0]);
    }

    [Fact]
    public void A_number_that_its_type_cannot_hold_is_refused()
    {
        using Graph graph = new();
        Symbol whole = graph.Placeholder(DType.Int32, [2]);
        Assert.Contains("0.5", Assert.Throws<ArgumentException>(() => whole * 0.5).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => whole + 1e10);
        Assert.Throws<ArgumentException>(() => graph.Constant(1, DType.String));
    }

    [Fact]
    public void Symbols_of_two_graphs_do_not_mix()
    {
        using Graph one = new(), other = new();
        Symbol a = one.Placeholder(DType.Float32, [2]), b = other.Placeholder(DType.Float32, [2]);
        Assert.Contains("another graph", Assert.Throws<ArgumentException>(() => a + b).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => a + default(Symbol));
        Assert.Throws<ArgumentException>(() => OperationBuilder.Create("Identity").Input(a).ControlInput(b.Operation));
        Assert.Throws<ArgumentException>(() => Function.FromGraph(one, "f", [a], [b], []));
        Assert.Throws<ArgumentException>(() => Function.FromGraph(one, "f", [a], [a], [b.Operation]));
    }

    [Fact]
    public void Default_symbols_and_operations_are_told()
    {
        Assert.Throws<InvalidOperationException>(() => default(Symbol).DType);
        Assert.Throws<InvalidOperationException>(() => default(Operation).Name);
        Assert.Equal("no symbol", default(Symbol).ToString());
        Assert.Equal("no operation", default(Operation).ToString());
    }

    [Fact]
    public void Outputs_and_inputs_that_are_not_there_are_told()
    {
        using Graph graph = new();
        Operation operation = graph.Placeholder(DType.Float32, [2], "x").Operation;
        Assert.Contains("1 outputs", Assert.Throws<ArgumentOutOfRangeException>(() => operation[1]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => operation[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => operation.Input(0));
    }

    [Fact]
    public void A_disposed_graph_is_told()
    {
        Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [2]);
        graph.Dispose();
        graph.Dispose();
        Assert.Throws<ObjectDisposedException>(() => x.DType);
        Assert.Throws<ObjectDisposedException>(() => x.Shape);
        Assert.Throws<ObjectDisposedException>(() => x + 1);
        Assert.Throws<ObjectDisposedException>(() => x.Operation.Name);
    }

    [Fact]
    public void Scopes_nest_and_end_once()
    {
        using Graph outer = new(), inner = new();
        Graph.Scope first = outer.Use();
        Graph.Scope second = inner.Use();
        Assert.Same(inner, Graph.Current);
        second.Dispose();
        first.Dispose();
        second.Dispose();
        Assert.False(Graph.HasCurrent);
        Assert.Throws<InvalidOperationException>(() => Graph.Current);
    }

    [Fact]
    public void A_disposed_constant_leaves_no_half_made_operation()
    {
        using Graph graph = new();
        Tensor value = Tensor.Scalar(1f);
        OperationBuilder builder = OperationBuilder.Create("Const").Attribute("dtype", DType.Float32).Attribute("value", value);
        value.Dispose();
        using (graph.Use())
            Assert.Throws<ObjectDisposedException>(() => builder.Build());
        Assert.Equal(DType.Float32, graph.Constant(1, DType.Float32).DType);
    }
}
