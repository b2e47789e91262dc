using Xunit;

namespace TensorFlow.Tests.Tensors;

public sealed class UncountableShapeTests : NativeTest
{
    [Fact]
    public void Shapes_for_which_the_library_would_end_the_process_are_refused()
    {
        Shape[] hostile = [[1L << 61, 4, 3], [-1, long.MaxValue, 2], [0, 1L << 62, 4], Shape.Create([.. Enumerable.Repeat(1L, 255)])];
        foreach (Shape shape in hostile)
        {
            using Graph graph = new();
            Assert.Throws<ArgumentException>(() => graph.Placeholder(DType.Float32, shape));
            Symbol unknown = graph.Placeholder(DType.Float32, Shape.Unknown);
            Assert.Throws<ArgumentException>(() => unknown.WithShape(shape));
            if (shape.IsFullyKnown)
                Assert.Throws<ArgumentException>(() => new Variable(DType.Float32, shape));
        }

        Assert.Throws<ArgumentException>(() => Tensor.Create<float>([1f], hostile[^1]));
        Assert.Throws<ArgumentException>(() => Tensor.CreateStrings(["a"], hostile[^1]));
    }

    [Fact]
    public void Shapes_as_long_as_the_library_can_have_are_taken()
    {
        Shape longest = Shape.Create([.. Enumerable.Repeat(1L, 254)]);
        using Graph graph = new();
        Assert.Equal(longest, graph.Placeholder(DType.Float32, longest).Shape);
        Shape largest = [-1, 1L << 30, 1L << 28];
        Assert.Equal(largest, graph.Placeholder(DType.Float32, largest).Shape);
        using Tensor one = Tensor.Create<float>([1f], longest);
        Assert.Equal(254, one.Rank);
    }
}
