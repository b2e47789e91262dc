using Xunit;

namespace TensorFlow.Tests.Graphs;

public sealed class AttributeTests : NativeTest
{
    [Fact]
    public void Every_kind_of_attribute_is_taken()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [1, 4, 4, 1]);
        Symbol window = RawOps.MaxPool(x, [1, 2, 2, 1], [1, 2, 2, 1], "VALID");
        Assert.Equal([1, 2, 2, 1], window.Shape);
        Assert.Equal([1, 4, 4, 1], RawOps.Bucketize(x, [0.5f, 1]).Shape);
        Assert.Equal([4], RawOps.Squeeze(graph.Placeholder(DType.Float32, [1, 4]), [0]).Shape);
        Operation queue = OperationBuilder.Create("FIFOQueueV2")
            .Attribute("component_types", [DType.Float32, DType.Int64])
            .Attribute("shapes", [Shape.Create([2, 3]), Shape.Scalar])
            .Attribute("capacity", 5)
            .Build();
        Assert.Equal(DType.Resource, queue[0].DType);
        Operation strings = OperationBuilder.Create("StringFormat")
            .Input([x])
            .Attribute("template", "a %s b")
            .Build();
        Assert.Equal(DType.String, strings[0].DType);
    }

    [Fact]
    public void A_missing_attribute_is_named()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        InvalidArgumentException error = Assert.Throws<InvalidArgumentException>(() => OperationBuilder.Create("Placeholder").Build());
        Assert.Contains("dtype", error.Message, StringComparison.Ordinal);
        Assert.Contains("Placeholder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_may_be_unknown_in_lists_too()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol[] outputs = OperationBuilder.Create("While")
            .Input([graph.Constant(1, DType.Bool), graph.Placeholder(DType.Float32, [2])])
            .Attribute("cond", new FunctionReference("c"))
            .Attribute("body", new FunctionReference("b"))
            .Attribute("output_shapes", [Shape.Scalar, Shape.Unknown])
            .Build()
            .Outputs;
        Assert.Equal(Shape.Scalar, outputs[0].Shape);
        Assert.Equal(Shape.Unknown, outputs[1].Shape);
    }
}
