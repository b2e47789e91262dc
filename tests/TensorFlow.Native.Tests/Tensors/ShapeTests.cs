using Xunit;

namespace TensorFlow.Tests.Tensors;

public sealed class ShapeTests
{
    [Fact]
    public void A_shape_knows_what_it_knows()
    {
        Shape known = [2, 3];
        Shape partial = [-1, 3];
        Assert.True(known.IsFullyKnown);
        Assert.Equal(6, known.ElementCount);
        Assert.Equal(1, Shape.Scalar.ElementCount);
        Assert.False(partial.IsFullyKnown);
        Assert.Equal(-1, partial.ElementCount);
        Assert.Equal(-1, Shape.Unknown.Rank);
        Assert.Equal(-1, Shape.Unknown.ElementCount);
        Assert.Throws<InvalidOperationException>(() => Shape.Unknown.Count);
    }

    [Fact]
    public void Unknown_axes_fit_any_length()
    {
        Shape partial = [-1, 3];
        Assert.True(partial.IsCompatibleWith([7, 3]));
        Assert.False(partial.IsCompatibleWith([7, 4]));
        Assert.False(partial.IsCompatibleWith([7, 3, 1]));
        Assert.True(Shape.Unknown.IsCompatibleWith(partial));
    }

    [Fact]
    public void Shapes_are_values()
    {
        Shape one = [2, 3], other = [2, 3];
        Assert.True(one == other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.True(Shape.Unknown != Shape.Scalar);
        Assert.Equal([3], one[1..]);
        Assert.Equal(3, one[^1]);
        Assert.Equal([-1, 2, 3], one.Prepend(-1));
        Assert.Equal([2, 3, 4], one.Append(4));
    }

    [Fact]
    public void Text_shows_unknown_axes()
    {
        Assert.Equal("[?, 3]", Shape.Create([-1, 3]).ToString());
        Assert.Equal("[]", Shape.Scalar.ToString());
        Assert.Equal("[...]", Shape.Unknown.ToString());
    }

    [Fact]
    public void Lengths_below_unknown_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Shape.Create([-2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shape.Scalar.Prepend(-2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shape.Scalar.Append(-2));
    }
}
