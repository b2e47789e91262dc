using Xunit;

namespace TensorFlow.Tests;

/// <summary>Functions whose parameters are prepared once.</summary>
public sealed class PreparedFunctionTests : NativeTest
{
    [Fact]
    public void What_follows_from_parameters_alone_is_prepared()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [2]), w = graph.Placeholder(DType.Float32, [2]);
        Symbol unused = graph.Placeholder(DType.Float32, [2]);
        Symbol prepared = RawOps.Rsqrt(w + 1) * w;
        using PreparedFunction function = PreparedFunction.FromGraph(graph, "prepared", [x], [unused, w], [(x * prepared) + w]);
        Assert.Equal([1], function.TakenParameters);
        Assert.Equal([1], function.KeptParameters);
        Assert.Equal([Shape.Create(2)], function.Preparation!.Outputs.Select(o => o.Shape));
        Assert.Equal(3, function.Function.Inputs.Count);

        using DeviceTensor one = Of(1, 2), weights = Of(3, 8);
        using DeviceTensor made = function.Preparation.Invoke(weights)[0];
        using DeviceTensor result = function.Function.Invoke(one, weights, made)[0];
        using Tensor host = result.ToTensor();
        Assert.Equal([(1 * 3 / 2f) + 3, (2 * 8 / 3f) + 8], host.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void What_takes_more_memory_than_its_parameters_or_only_another_shape_is_not_prepared()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [2, 2]), bytes = graph.Placeholder(DType.Int8, [2, 2]);
        Symbol row = graph.Placeholder(DType.Float32, [2]);
        Symbol y = (x * bytes.Cast(DType.Float32)) + RawOps.Reshape(row, graph.Constant([1, 2]));
        using PreparedFunction function = PreparedFunction.FromGraph(graph, "plain", [x], [bytes, row], [y]);
        Assert.Null(function.Preparation);
        Assert.Equal([0, 1], function.KeptParameters);
        Assert.Empty(function.TakenParameters);
    }

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public void What_takes_more_memory_is_prepared_where_there_is_room(long room, bool isPrepared)
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [2, 2]), bytes = graph.Placeholder(DType.Int8, [2, 2]);
        using PreparedFunction function =
            PreparedFunction.FromGraph(graph, "room", [x], [bytes], [x * bytes.Cast(DType.Float32)], room: room);
        Assert.Equal(isPrepared, function.Preparation is not null);
        Assert.Equal(isPrepared ? [] : [0], function.KeptParameters);
    }

    [Fact]
    public void An_output_may_be_prepared_itself()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [2]), w = graph.Placeholder(DType.Float32, [2]);
        using PreparedFunction function = PreparedFunction.FromGraph(graph, "output", [x], [w], [-w, x]);
        using DeviceTensor input = Of(1, 2), weights = Of(3, 8), made = function.Preparation!.Invoke(weights)[0];
        DeviceTensor[] results = function.Function.Invoke(input, made);
        foreach ((DeviceTensor result, float[] expected) in results.Zip<DeviceTensor, float[]>([[-3, -8], [1, 2]]))
        {
            using (result)
            using (Tensor host = result.ToTensor())
                Assert.Equal(expected, host.ToArray<float>());
        }
    }

    private static DeviceTensor Of(params float[] values)
    {
        using Tensor tensor = Tensor.Create<float>(values);
        return DeviceTensor.From(tensor);
    }
}
