using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>Triangles of matrices whose diagonals lie beyond them: all elements or none.</summary>
public sealed class TriangleTests
{
    [Theory]
    [InlineData(5, 21, 0)]
    [InlineData(-5, 0, 21)]
    [InlineData(3, 21, 0)]
    [InlineData(2, 21, 3)]
    [InlineData(-1, 4, 21)]
    public void Diagonals_beyond_a_matrix_keep_all_or_nothing(int k, float lower, float upper)
    {
        using Tensor x = Tensor.Create<float>([1, 2, 3, 4, 5, 6], [2, 3]);
        using Tensor below = Ops.Sum(Ops.Tril(x, k)), above = Ops.Sum(Ops.Triu(x, k));
        Assert.Equal(lower, below.ToScalar<float>());
        Assert.Equal(upper, above.ToScalar<float>());
    }
}
