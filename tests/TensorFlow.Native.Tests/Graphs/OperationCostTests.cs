using Xunit;

namespace TensorFlow.Tests.Graphs;

/// <summary>Which graphs have operations that are too short to be divided among threads.</summary>
public sealed class OperationCostTests : NativeTest
{
    [Fact]
    public void Products_of_few_numbers_are_short_and_those_of_many_are_not()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "One thread divides nothing.");
        Assert.True(IsShort(g => RawOps.MatMul(Input(g, 1, 784), Input(g, 784, 128))));
        Assert.False(IsShort(g => RawOps.MatMul(Input(g, 512, 784), Input(g, 784, 128))));
        Assert.True(IsShort(g => Convolution(g, 13)));
        Assert.False(IsShort(g => Convolution(g, 130)));
    }

    [Fact]
    public void XLA_divides_shorter_ones()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "One thread divides nothing.");
        Assert.True(IsShort(Product));
        Assert.False(IsShort(Product, compiled: true));

        // Between 1.5 and 3 million multiplications by n / (n − 1).
        static Symbol Product(Graph graph)
        {
            double threads = Environment.ProcessorCount;
            long samples = (long)(2.2e6 * threads / (threads - 1) / (784 * 128));
            return RawOps.MatMul(Input(graph, samples, 784), Input(graph, 784, 128));
        }
    }

    [Fact]
    public void It_is_the_mean_product_that_counts()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "One thread divides nothing.");
        Assert.False(IsShort(g => Products(g, 1)));
        Assert.True(IsShort(g => Products(g, 9)));

        // One of 25 million multiplications, the others of some thousand.
        static Symbol Products(Graph graph, int small)
        {
            Symbol product = RawOps.MatMul(Input(graph, 256, 784), Input(graph, 784, 128));
            for (int i = 0; i < small; i++)
                _ = RawOps.MatMul(Input(graph, 1, 64), Input(graph, 64, 64));
            return product;
        }
    }

    [Fact]
    public void A_graph_without_products_is_not_short() => Assert.False(IsShort(g => Input(g, 10, 10) * 2));

    [Fact]
    public void A_loop_is_taken_for_its_states_times_its_largest_parameter()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "One thread divides nothing.");
        Assert.True(IsShort(g => Loop(g, 1, 1000)));
        Assert.False(IsShort(g => Loop(g, 512, 1)));

        static Symbol Loop(Graph graph, int samples, int steps)
        {
            Symbol state = Input(graph, samples, 128), kernel = Input(graph, 128, 128);
            Symbol sequence = RawOps.Fill(graph.Constant([steps, 1, 128]), graph.Constant(0, DType.Float32));
            return ControlFlow.While([graph.Constant(0, DType.Int32), state],
                s => RawOps.Less(s[0], s[0].Number(3)), s => [s[0] + 1, RawOps.MatMul(s[1] + sequence[0], kernel)])[1];
        }
    }

    [Fact]
    public void A_graph_with_resources_is_never_short() => Assert.False(IsShort(g =>
        RawOps.ReadVariableOp(g.Placeholder(DType.Resource, [], "variable"), DType.Float32)));

    private static Symbol Convolution(Graph graph, int size) => RawOps.Conv2D(
        Input(graph, 1, size, size, 32), Input(graph, 3, 3, 32, 64), [1, 1, 1, 1], "VALID");

    private static Symbol Input(Graph graph, params long[] shape) => graph.Placeholder(DType.Float32, Shape.Create(shape), "input");

    private static bool IsShort(Func<Graph, Symbol> write, bool compiled = false)
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        _ = write(graph);
        IEnumerable<Symbol> placeholders = graph.Order.Where(o => o.Type == "Placeholder").Select(o => o[0]);
        return OperationCost.IsShort(graph, [.. placeholders.Skip(1)], compiled);
    }
}
